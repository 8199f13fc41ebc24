// What is done with a connection's bytes where they are: handing them out would count a further user of them each time.

extension Connection {
    /// Writes what its output holds, as far as the socket takes it now.
    mutating func write(to net: some Network) -> Transfer {
        let outcome = net.write(socket, output.bytes, output.range)
        if case .moved(let count) = outcome { output.consume(count) }
        return outcome
    }

    /// Everything that was to be sent has left us.
    var isDrained: Bool { output.isEmpty && (tls?.sealed.isEmpty ?? true) }

    /// Whether its input begins with a head that is whole, well-formed and no longer than `limit`, which most are; it is
    /// in `head` then.
    func begins(with head: inout RequestHead, limit: Int) -> Bool {
        do throws(Refusal) { try head.read(input.bytes, input.range.prefix(limit)) } catch { return false }
        return true
    }

    func begins(with head: inout ResponseHead, limit: Int) -> Bool {
        do throws(Refusal) { try head.read(input.bytes, input.range.prefix(limit)) } catch { return false }
        return true
    }
}
