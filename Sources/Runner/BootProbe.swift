import CLinux
import Glibc
import Linux
import Model

/// Asks a web dyno for one page until it answers: that it listens is not enough, since servers listen before the app
/// behind them has loaded.
struct BootProbe {
    enum Outcome: Hashable { case answered(Int), ended, silent(bound: Bool) }

    let spec: DynoSpec
    /// Whether the dyno has ended meanwhile.
    let isOver: () -> Bool

    private static let pauseMilliseconds: Int32 = 10

    func run(deadline: Int64) -> Outcome {
        var bound = false
        while Moment.monotonicMilliseconds() < deadline {
            if isOver() { return .ended }
            if let status = ask(deadline: deadline, bound: &bound) {
                guard spec.healthcheck != nil, status >= 400 else { return .answered(status) }
            }
            _ = poll(nil, 0, Self.pauseMilliseconds)
        }
        return isOver() ? .ended : .silent(bound: bound)
    }

    /// One connection, one request: the status of the answer, nil where there was none.
    private func ask(deadline: Int64, bound: inout Bool) -> Int? {
        let number = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue),
            0
        )
        guard number >= 0 else { return nil }
        let connection = Descriptor(owning: number)
        guard connect(connection.number, deadline: deadline) else { return nil }
        bound = true
        let path = spec.healthcheck ?? "/"
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(spec.address):\(spec.port)\r\nUser-Agent: Renga-Boot-Probe\r\n"
            + "Accept: */*\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
        do {
            try connection.write(all: Array(request.utf8))
            var answer: [UInt8] = []
            while answer.count < 12 {
                guard waitFor(connection.number, Int16(POLLIN), deadline: deadline), !isOver() else { return nil }
                guard let part = try readSome(from: connection.number, limit: 4096) else { continue }
                if part.isEmpty { return nil }
                answer += part
            }
            return Self.status(answer)
        } catch {
            return nil  // Torn before it answered: the loop asks again.
        }
    }

    /// `HTTP/1.1 200` gives 200; anything else that answers counts as an answer without a status.
    static func status(_ answer: [UInt8]) -> Int? {
        let words = String(decoding: answer.prefix(16), as: UTF8.self).split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/") else { return 0 }
        return Int(words[1].prefix(3)) ?? 0
    }

    private func connect(_ number: Int32, deadline: Int64) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = spec.port.bigEndian
        guard inet_pton(AF_INET, spec.address, &address.sin_addr) == 1 else { return false }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 { return true }
        guard errno == EINPROGRESS, waitFor(number, Int16(POLLOUT), deadline: deadline) else { return false }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 && code == 0
    }

    private func waitFor(_ number: Int32, _ events: Int16, deadline: Int64) -> Bool {
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0 else { return false }
            var item = pollfd(fd: number, events: events, revents: 0)
            let ready = poll(&item, 1, Int32(min(left, 200)))
            if ready > 0 { return true }
            if isOver() { return false }
        }
    }
}
