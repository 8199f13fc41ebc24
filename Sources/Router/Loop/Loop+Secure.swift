import TLS

// Reading and writing where bytes pass through TLS.

extension Loop {
    /// Gives a connection its TLS; false where there can be none.
    func secure(_ index: Int32) -> Bool {
        guard let wire, let directory = table?.tls else { return false }
        do throws(TLSError) {
            connections[index].tls = SecureChannel(try TLSSession(directory, wire))
        } catch {
            Diagnostics.say("\(error)")
            return false
        }
        connections[index].transport = .secure
        connections[index].isSecure = true
        connections[index].awaitsHello = true
        return true
    }

    /// Plaintext to the end of the connection's input. The handshake happens in here as well.
    func fillSecured(_ index: Int32) -> Transfer {
        guard let tls = connections[index].tls else { return .failed }
        guard connections[index].readable || tls.hasLeftover else { return .blocked }
        makeRoom(index)
        if tls.hasLeftover {
            let unread = tls.unread
            tls.unread = []
            let outcome = unseal(index, tls, unread, 0..<unread.count, ended: false)
            if case .blocked = outcome {} else { return outcome }
        }
        while connections[index].readable {
            let outcome: Transfer
            switch net.read(connections[index].socket, into: &sealedInput, from: 0) {
            case .moved(let count):
                if count < sealedInput.count, !connections[index].hungUp { connections[index].readable = false }
                outcome = unseal(index, tls, sealedInput, 0..<count, ended: false)
            case .blocked:
                connections[index].readable = false
                return .blocked
            case .ended: outcome = unseal(index, tls, [], 0..<0, ended: true)
            case .failed: outcome = .failed
            }
            switch outcome {
            case .moved: return outcome
            case .blocked: continue
            case .ended, .failed:
                connections[index].hungUp = true
                return outcome
            }
        }
        return .blocked
    }

    /// Decrypts what came; `blocked` where that gave no plaintext yet.
    private func unseal(_ index: Int32, _ tls: SecureChannel, _ bytes: [UInt8], _ range: Range<Int>, ended: Bool) -> Transfer {
        let start = connections[index].input.range.upperBound
        let room = connections[index].input.bytes.count - start
        let wasEstablished = tls.session.isEstablished
        let (outcome, taken) = tls.session.read(
            bytes,
            range,
            ended: ended,
            into: &connections[index].input.bytes,
            from: start
        )
        if taken < range.count { tls.unread = Array(bytes[range.lowerBound + taken..<range.upperBound]) }
        if !wasEstablished, tls.session.isEstablished { handshakes += 1 }
        guard sendSealed(index, tls) else { return .failed }
        switch outcome {
        case .moved(let count):
            connections[index].input.filled(count)
            if count == room, start == 0 { widen(index) }
            return .moved(count)
        case .wantsInput: return ended ? .ended : .blocked
        case .ended: return .ended
        case .failed: return .failed
        }
    }

    /// Encrypts and writes what the output holds; false when the peer is gone.
    func flushSecured(_ index: Int32) -> Bool {
        guard let tls = connections[index].tls, sendSealed(index, tls) else { return false }
        while connections[index].writable, tls.sealed.isEmpty, !connections[index].output.isEmpty {
            let range = connections[index].output.range
            switch tls.session.write(connections[index].output.bytes, range) {
            case .moved(let count): connections[index].output.consume(count)
            case .wantsInput: return true
            case .ended, .failed: return false
            }
            guard sendSealed(index, tls) else { return false }
        }
        return true
    }

    /// Encrypts straight from one connection's input. nil when the peer is gone.
    func passSecured(_ count: Int, from source: Int32, to sink: Int32) -> Int? {
        guard let tls = connections[sink].tls, sendSealed(sink, tls) else { return nil }
        guard connections[sink].writable, tls.sealed.isEmpty else { return 0 }
        let start = connections[source].input.range.lowerBound
        switch tls.session.write(connections[source].input.bytes, start..<start + count) {
        case .moved(let written):
            connections[source].input.consume(written)
            return sendSealed(sink, tls) ? written : nil
        case .wantsInput: return 0
        case .ended, .failed: return nil
        }
    }

    /// Writes ciphertext, the oldest first, and keeps what the socket does not take; false when the peer is gone.
    private func sendSealed(_ index: Int32, _ tls: SecureChannel) -> Bool {
        while connections[index].writable, !tls.sealed.isEmpty {
            let range = tls.sealed.range
            switch net.write(connections[index].socket, tls.sealed.bytes, range) {
            case .moved(let count):
                tls.sealed.consume(count)
                if count < range.count { connections[index].writable = false }
            case .blocked: connections[index].writable = false
            case .ended, .failed: return false
            }
        }
        if tls.sealed.isEmpty, tls.sealed.bytes.capacity > 0 { tls.sealed = Output() }
        return wire?.takeOutput { output, count in send(output, count, index, tls) } ?? true
    }

    /// Writes ciphertext that is new.
    private func send(_ output: [UInt8], _ count: Int, _ index: Int32, _ tls: SecureChannel) -> Bool {
        var sent = 0
        if tls.sealed.isEmpty, connections[index].writable {
            switch net.write(connections[index].socket, output, 0..<count) {
            case .moved(let written): sent = written
            case .blocked: break
            case .ended, .failed: return false
            }
            if sent < count { connections[index].writable = false }
        }
        if sent < count { tls.sealed.bytes.append(output, sent..<count) }
        return true
    }

    /// Tells the peer that nothing more comes, as far as the socket takes that at once.
    func closeSecured(_ index: Int32) {
        guard let tls = connections[index].tls, tls.sealed.isEmpty, connections[index].writable else { return }
        tls.session.close()
        // The connection closes anyway.
        _ = sendSealed(index, tls)
    }
}
