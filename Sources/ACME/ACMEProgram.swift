import FoundationEssentials
import Glibc
import Linux
import Model
import Wire

/// `renga-acme`: gets one certificate by ACME, and ends. It is started by the runner as an unprivileged user, when one is due.
package enum ACMEProgram {
    private static let orderBytesMax = 65_536

    package static func run(_ arguments: [String]) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do {
            let order = try read(arguments)
            let pem = try Dehydrated(order).issue()
            try writeAll(Array(pem.utf8), to: 1)
            return 0
        } catch let failure as Failure {
            complain(failure.message)
            return failure.code.exitStatus
        } catch {
            complain("\(error)")
            return 1
        }
    }

    private static func read(_ arguments: [String]) throws -> ACMEOrder {
        guard arguments.count == 1 else {
            throw Failure(.invalid, "renga-acme is started by the runner and takes no argument", hint: "renga certs:auto:refresh")
        }
        var bytes: [UInt8] = []
        while let part = try readSome(from: 0), !part.isEmpty {
            bytes += part
            guard bytes.count <= orderBytesMax else { throw Failure(.invalid, "the order is over \(orderBytesMax) bytes") }
        }
        let order = try JSONDecoder().decode(ACMEOrder.self, from: Data(bytes))
        guard !order.host.isWildcard else {
            throw Failure(.invalid, "no wildcard can be shown to be ours by \(order.settings.challenge.rawValue)")
        }
        guard order.settings.agreeToTerms else { throw Failure(.refused, "nobody has agreed to the terms of service") }
        return order
    }

    private static func complain(_ text: String) {
        // Where nobody listens, the status says it.
        try? writeAll(Array("\(text)\n".utf8), to: 2)
    }
}
