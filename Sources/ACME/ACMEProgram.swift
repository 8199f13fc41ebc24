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
            StandardError.say(failure.message)
            return failure.code.exitStatus
        } catch {
            StandardError.say("\(error)")
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
        let order = try JSONCoder.decode(ACMEOrder.self, from: bytes)
        guard !order.host.isWildcard else {
            throw Failure(.invalid, "no wildcard can be shown to be ours by \(order.settings.challenge.rawValue)")
        }
        guard order.settings.agreeToTerms else { throw Failure(.refused, "nobody has agreed to the terms of service") }
        return order
    }
}
