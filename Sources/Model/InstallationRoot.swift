/// Where everything of one installation lives. Paths are made here and nowhere else.
package struct InstallationRoot: Hashable, Sendable, Codable {
    package static let standard = "/var/lib/renga"

    /// Absolute, without a trailing slash.
    package let path: String

    package init?(_ path: String) {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.utf8.contains(0) else { return nil }
        var path = path
        while path.hasSuffix("/") && path.utf8.count > 1 { path.removeLast() }
        self.path = path
    }

    package var configuration: String { path + "/config.yml" }
    package var ledger: String { path + "/renga.db" }
    /// What the ledger's secrets are sealed with.
    package var ledgerKey: String { path + "/ledger.key" }
    package var repositories: String { path + "/repos" }
    package var buildpacks: String { path + "/buildpacks" }
    package var stacks: String { path + "/stacks" }
    package var toolchains: String { path + "/toolchains" }
    /// What publishers list, as it was when somebody last looked; and the sums of what was fetched.
    package var indexes: String { path + "/indexes" }
    package var layers: String { path + "/layers" }
    package var slugs: String { path + "/slugs" }
    package var caches: String { path + "/cache" }
    package var dynos: String { path + "/dynos" }
    /// What builds have on disk while they run, besides trees of layers; swept.
    package var scratch: String { path + "/scratch" }
    package var buildLogs: String { path + "/builds" }
    package var logs: String { path + "/logs" }
    /// Folders of apps that stay.
    package var storage: String { path + "/storage" }
    package var run: String { path + "/run" }
    /// An empty directory: all that a confined process sees.
    package var nothing: String { run + "/nothing" }
    /// The builds that run or wait for their turn.
    package var buildQueue: String { run + "/queue" }
    /// How far each log drain has come.
    package var drains: String { path + "/drains" }
    package func drain(_ token: String) -> String { "\(drains)/\(token)" }
    package var locks: String { run + "/locks" }
    package var authorizedKeys: String { path + "/ssh/authorized_keys" }
    package var controlSocket: String { run + "/control.sock" }
    package var routerDirectory: String { path + "/router" }
    package var routerSocket: String { routerDirectory + "/router.sock" }
    /// A second name of one worker's socket, under which it is found once another worker has taken the path above.
    package func routerSocket(of worker: Int32) -> String { "\(routerDirectory)/\(Self.workerSocketStart)\(worker)\(Self.workerSocketEnd)" }
    /// Which worker's second name this is; nil: it is none.
    package static func worker(ofSocket name: String) -> Int32? {
        guard name.hasPrefix(workerSocketStart), name.hasSuffix(workerSocketEnd) else { return nil }
        let digits = name.dropFirst(workerSocketStart.count).dropLast(workerSocketEnd.count)
        return digits.utf8.allSatisfy { (48...57).contains($0) } ? Int32(digits).flatMap { $0 > 0 ? $0 : nil } : nil
    }
    private static let workerSocketStart = "worker-"
    private static let workerSocketEnd = ".sock"
    /// The process id of the worker that serves.
    package var routerWorker: String { routerDirectory + "/worker.pid" }
    package var routerTable: String { routerDirectory + "/routes.json" }
    package var routerLog: String { routerDirectory + "/access.log" }
    /// The chain and the private key of one certificate, as PEM; read by the router's user alone.
    package var routerCertificates: String { routerDirectory + "/certificates" }
    package func routerCertificate(_ id: String) -> String { "\(routerCertificates)/\(id).pem" }
    /// What the ACME client keeps: its account, and the challenges that the router answers.
    package var acme: String { path + "/acme" }
    /// http-01: the file TOKEN has what is answered.
    package var acmeChallenges: String { acme + "/challenges" }
    /// tls-alpn-01: HOST.crt.pem and HOST.key.pem.
    package var acmeALPN: String { acme + "/alpn" }

    package func repository(_ app: AppName) -> String { "\(repositories)/\(app.text).git" }
    package func buildLogs(_ app: AppName) -> String { "\(buildLogs)/\(app.text)" }
    /// `0001.log`.
    package func buildLog(_ app: AppName, _ number: Int64) -> String {
        let digits = String(number)
        return "\(buildLogs(app))/\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).log"
    }
    /// A link in the repository, for people: nobody of ours follows it.
    package static let buildLogsLinkName = "builds"
    package func lock(_ app: AppName) -> String { "\(locks)/\(app.text).lock" }
    /// Held by whoever changes what the app runs: the builder, or the runner for a change of config.
    package func buildLock(_ app: AppName) -> String { "\(locks)/\(app.text).build.lock" }
    /// Held by whoever packs the repository, and by whoever removes what a killed push left in it.
    package func packingLock(_ app: AppName) -> String { "\(locks)/\(app.text).packing.lock" }
    /// One lock for each address that builds use.
    package var addressLeases: String { run + "/addresses" }
    package func cache(_ app: AppName) -> String { "\(caches)/\(app.text)" }
    package func logs(_ app: AppName) -> String { "\(logs)/\(app.text)" }
    package func storage(_ app: AppName) -> String { "\(storage)/\(app.text)" }
    package func storage(_ app: AppName, _ name: String) -> String { "\(storage(app))/\(name)" }
    /// Copies of one folder, by the time at which they were made. No folder has a name like that of their own.
    package func storageCopies(_ app: AppName, _ name: String) -> String { "\(storage(app))/.snapshots/\(name)" }
    package func dyno(_ id: String) -> String { "\(dynos)/\(id)" }
    /// The archive of one layer, out of which slugs are put together.
    package func slugPart(_ layer: String) -> String { "\(slugs)/parts/\(layer).tar.zst" }
    package func slugManifest(_ digest: String) -> String { "\(slugs)/\(digest).json" }
    /// The whole archive of a slug, as older versions kept it beside its parts.
    package func slugArchive(_ digest: String) -> String { "\(slugs)/\(digest).tar.zst" }
}
