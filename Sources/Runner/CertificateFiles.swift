import Glibc
import Ledger
import Linux
import Model
import Operations

/// The certificates as files that the router reads: there before a table names them, gone once none does.
struct CertificateFiles {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// Writes those that are not there yet, and says which of them are there then.
    func place(_ certificates: [RouteTable.Certificate]) -> [RouteTable.Certificate] {
        guard !certificates.isEmpty else { return [] }
        do {
            let owner = try router()
            let directory = try open(owner)
            var placed: [RouteTable.Certificate] = []
            for certificate in certificates {
                do {
                    try write(certificate.id, in: directory, owner)
                    placed.append(certificate)
                } catch {
                    Diagnostics.say("cannot give the router the certificate for \(certificate.hosts): \(error)")
                }
            }
            return placed
        } catch {
            Diagnostics.say("cannot give the router its certificates: \(error)")
            return []
        }
    }

    /// Removes those that the table does not name. The router has applied it. False: not all could be removed.
    func sweep(_ table: RouteTable) -> Bool {
        do {
            let named = Set(table.certificates.map { Files.name(of: platform.root.routerCertificate($0.id)) })
            let directory = try open(try router())
            for name in try directory.list() where !named.contains(name) { try directory.remove(name) }
            return true
        } catch {
            Diagnostics.say("cannot remove old certificates: \(error)")
            return false
        }
    }

    private func write(_ id: String, in directory: borrowing GuardedDirectory, _ owner: (uid_t, gid_t)) throws {
        let name = Files.name(of: platform.root.routerCertificate(id))
        guard !directory.has(name) else { return }
        guard let pem = try platform.ledger.read({ try $0.certificatePEM(id) }) else {
            throw Failure(.notFound, "the ledger has no certificate \(id)")
        }
        try directory.replace(name, with: Array(pem.utf8), mode: 0o600, owner: owner)
    }

    /// root's, so that the router's user, whose the directory above is, can put nothing in it. What it put in its place is
    /// moved out of the way.
    private func open(_ owner: (uid_t, gid_t)) throws -> GuardedDirectory {
        let path = platform.root.routerCertificates
        if !isOurs(path) {
            if Files.exists(path) {
                try Files.rename(path, to: "\(Files.parent(of: path))/.not-ours-\(Moment.wallMicroseconds())")
            }
            guard mkdir(path, 0o700) == 0 else { throw SystemError("make", path) }
        }
        let directory = try GuardedDirectory.open(path, owner: 0)
        try directory.setAccess(mode: 0o750, owner: (0, owner.1))
        return directory
    }

    private func isOurs(_ path: String) -> Bool {
        guard let status = Files.status(path) else { return false }
        return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == 0
    }

    private func router() throws -> (uid_t, gid_t) {
        try Account.existing(platform.configuration.users.router, of: platform.root).owner
    }
}
