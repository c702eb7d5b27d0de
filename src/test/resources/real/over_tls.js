// Moves files over TLS with basic-ftp, as Errand tells. It knows passive data connections only, and resumes sessions.
// Arguments: port, CA, explicit or implicit, how many files, list or silent.

const fs = require("node:fs")
const ftp = require("basic-ftp")

const [port, ca, how, files, listing] = process.argv.slice(2)

async function main() {
    const client = new ftp.Client(20000)
    client.ftp.verbose = true
    await client.access({
        host: "127.0.0.1",
        port: Number(port),
        user: "ferry",
        password: "ferry",
        secure: how === "implicit" ? "implicit" : true,
        secureOptions: { ca: fs.readFileSync(ca) },
    })
    if (listing === "list") {
        const entries = await client.list()
        fs.writeFileSync("listing", entries.map(entry => entry.name).join("\n"))
    }
    for (let i = 0; i < Number(files); i++) {
        await client.uploadFrom(`up/${i}.bin`, `${i}.bin`)
        await client.downloadTo(`down/${i}.bin`, `${i}.bin`)
    }
    client.close()
}

main().catch(error => {
    console.error(error)
    process.exitCode = 1
})
