import CLinux
import Glibc
import Linux
import Model

/// The listening sockets that a configuration asks for.
enum Listeners {
    /// How many loops, and so sockets of each purpose, a configuration asks for.
    static func loopCount(_ settings: RouterSettings) -> Int {
        settings.loops > 0 ? settings.loops : max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
    }

    /// Binds what is not there yet. Sockets that are there and still asked for stay, also where they are more than there
    /// are loops now: closing one would lose what waits in its queue.
    /// - Parameter complain: is told why there is no HTTPS; the rest is served all the same.
    /// - Throws: `SystemError` where HTTP cannot be listened at; nothing is left bound by then.
    static func bind(_ settings: RouterSettings, keeping known: [Listener] = [], complain: (String) -> Void = { _ in })
        throws(SystemError) -> [Listener]
    {
        var all = try bind(.http, settings.address, settings.httpPort, loopCount(settings), known)
        if let port = settings.httpsPort {
            do throws(SystemError) {
                all += try bind(.https, settings.address, port, loopCount(settings), known)
            } catch {
                // Whoever has the port may well be a proxy before us: HTTP must not suffer for it.
                complain("HTTPS is not served: \(error)\nhint: free the port, or set router.https_port in config.yml to ~")
            }
        }
        if !settings.metricsAddress.isEmpty {
            do {
                all += try bindMetrics(settings.metricsAddress, known)
            } catch {
                complain("metrics are not served: \(error)\nhint: router.metrics_address in config.yml is such as 127.0.0.1:9180")
            }
        }
        return all
    }

    /// - Parameter place: `ADDRESS:PORT`.
    private static func bindMetrics(_ place: String, _ known: [Listener]) throws -> [Listener] {
        guard let colon = place.lastIndex(of: ":"), let port = UInt16(place[place.index(after: colon)...]), port > 0 else {
            throw Failure(.invalid, "`\(place)` is no address with a port")
        }
        let address = place[..<colon].filter { $0 != "[" && $0 != "]" }
        return try bind(.metrics, address, port, 1, known)
    }

    private static func bind(
        _ purpose: Listener.Purpose,
        _ address: String,
        _ port: UInt16,
        _ count: Int,
        _ known: [Listener]
    ) throws(SystemError) -> [Listener] {
        let kept = known.filter { $0.isAt(purpose, address, port) }
        var made: [Listener] = []
        var port = port
        while kept.count + made.count < count {
            let descriptor = renga_tcp_listen(address, port, 1024)
            guard descriptor >= 0 else {
                let error = SystemError("listen at", "\(address) port \(port)")
                close(made)
                throw error
            }
            if port == 0 { port = UInt16(clamping: renga_local_port(descriptor)) }
            made.append(Listener(purpose: purpose, address: address, port: port, descriptor: descriptor))
        }
        return kept + made
    }

    static func close(_ listeners: [Listener]) { for one in listeners { _ = Glibc.close(one.descriptor) } }

    /// Closes those of `old` that are not in `new`.
    static func close(_ old: [Listener], but new: [Listener]) { close(old.filter { !new.contains($0) }) }

    /// Each loop's share of them.
    static func spread(_ listeners: [Listener], over loops: Int) -> [[Listener]] {
        var shares = [[Listener]](repeating: [], count: loops)
        for purpose in [Listener.Purpose.http, .https] {
            for (place, one) in listeners.filter({ $0.purpose == purpose }).enumerated() { shares[place % loops].append(one) }
        }
        return shares
    }
}
