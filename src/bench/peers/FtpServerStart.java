import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Serves one user with Apache FtpServer; what it needs to know stands in the environment (see common.sh). */
final class FtpServerStart {
    private FtpServerStart() {}

    public static void main(String[] arguments) throws Exception {
        var listener = new ListenerFactory();
        listener.setServerAddress(System.getenv("BIND"));
        listener.setPort(Integer.parseInt(System.getenv("PORT")));
        String certificate = System.getenv("CERT");
        if (certificate != null && !certificate.isEmpty()) {
            var tls = new SslConfigurationFactory();
            tls.setKeystoreFile(Path.of(certificate).toFile());
            tls.setKeystoreType("PKCS12");
            tls.setKeystorePassword("bench");
            tls.setKeyPassword("bench");
            tls.setSslProtocol("TLSv1.2", "TLSv1.3");
            var data = new DataConnectionConfigurationFactory();
            data.setSslConfiguration(tls.createSslConfiguration());
            listener.setSslConfiguration(tls.createSslConfiguration());
            listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        }

        var connections = new ConnectionConfigFactory();
        connections.setMaxLogins(0);
        connections.setMaxThreads(512);

        var users = new PropertiesUserManagerFactory().createUserManager();
        var user = new BaseUser();
        user.setName("bench");
        user.setPassword("bench");
        user.setHomeDirectory(System.getenv("DATA"));
        user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(0, 0)));
        users.save(user);

        var server = new FtpServerFactory();
        server.addListener("default", listener.createListener());
        server.setConnectionConfig(connections.createConnectionConfig());
        server.setUserManager(users);
        server.createServer().start();
    }
}
