import Foundation
import Glibc
import Linux
import Model
import Operations
import TLS
import Wire

/// Starts `renga-acme` for one certificate, as the router's user, and takes what it brings.
struct ACMEClient {
    let platform: Platform
    let isStopping: () -> Bool

    /// The certificate, checked: it is for the host, and its key belongs to it.
    func issue(_ host: DomainName) throws -> CertificateFile {
        let settings = platform.configuration.acme
        let order = ACMEOrder(root: platform.root, host: host, settings: settings)
        // Nameless files: what comes has a private key in it.
        let input = try Descriptor.nameless(in: platform.root.run)
        let output = try Descriptor.nameless(in: platform.root.run)
        let errors = try Descriptor.nameless(in: platform.root.run)
        try input.write(all: Array(try JSONEncoder().encode(order)))
        guard lseek(input.number, 0, SEEK_SET) == 0 else { throw SystemError("rewind", "an order") }
        var start = Child.Start()
        start.descriptors = [input.number, output.number, errors.number]
        start.newSession = true
        start.user = try router()
        start.deathSignal = SIGKILL
        let child = try Child.spawn(Command("\(platform.root.path)/bin/renga-acme", workingDirectory: platform.root.path), start)
        let deadline = Moment.monotonicMilliseconds() + Int64(settings.secondsMax) * 1000
        guard let status = try child.wait(until: deadline, isCancelled: isStopping) else {
            throw Failure(.unavailable, "it took longer than \(settings.secondsMax) seconds", hint: "acme.seconds_max")
        }
        guard status.isSuccess else {
            let words = String(decoding: try errors.contents(limit: 65_536), as: UTF8.self).trimmed
            throw Failure(.unavailable, words.isEmpty ? "renga-acme ended with \(status)" : words)
        }
        let file = try CertificateFile(
            pem: output.contents(limit: CertificateFile.bytesMax),
            now: Moment.wallMicroseconds() / 1_000_000
        )
        guard file.details.covers(host.text) else {
            throw Failure(.unavailable, "\(settings.directory) gave a certificate for \(file.details.hosts) instead")
        }
        return file
    }

    private func router() throws -> (uid: uid_t, gid: gid_t) {
        try Account.existing(platform.configuration.users.router, of: platform.root).owner
    }
}
