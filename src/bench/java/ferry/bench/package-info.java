/** Measures FTP servers: whole sessions over loopback, with a client that costs as little as Java allows. */
package ferry.bench;
