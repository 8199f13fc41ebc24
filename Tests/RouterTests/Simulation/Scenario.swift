import Model

@testable import Router

/// One run of the router's loop over a simulated network, and what must hold in every one.
struct Scenario {
    /// Shared by all runs: settings, counters and the access log.
    let shared: LoopShared
    let mailbox: Mailbox<LoopMessage>
    private static let key = "affe"

    init(logPath: String) throws {
        var settings = RouterSettings()
        settings.accessLogBytesMax = .max
        shared = LoopShared(
            settings: settings,
            port: 80,
            log: try LogWriter(try AccessLog(path: logPath, bytesMax: .max)),
            control: try Mailbox<LoopNews>()
        )
        mailbox = try Mailbox<LoopMessage>()
    }

    /// Three dynos of each generation, with the same ports and names and other ids.
    private func routes(generation: Int = 1, _ policy: RoutePolicy) throws -> Routes {
        let dynos = (1...3).map { number in
            RouteTable.Backend(id: "d\(generation)\(number)", name: "web.\(number)", address: "192.0.2.2", port: UInt16(number))
        }
        let app = RouteTable.App(name: "a", hosts: ["a.test"], phase: .up, backends: dynos, policy: policy)
        return try Routes(RouteTable(version: 1, apps: [app], affinityKey: Self.key), seed: 1)
    }

    private func makePolicy(_ network: SimulatedNetwork, _ isWell: Bool) -> RoutePolicy {
        var policy = RoutePolicy()
        policy.algorithm = network.choices.oneIn(2) ? .random : .leastConnections
        policy.sessionAffinity = network.choices.oneIn(2)
        policy.drainMilliseconds = !isWell && network.choices.oneIn(2) ? network.choices.below(500) : nil
        if policy.sessionAffinity {
            network.cookies = (1...3).map { number in
                let mark = AffinityMark(app: "a", dyno: "d1\(number)", key: [0xaf, 0xfe])
                return (number, String(decoding: mark.cookie(isSecure: false).prefix { $0 != 59 }, as: UTF8.self))
            }
        }
        return policy
    }

    /// Peers that do nothing wrong, or anything. Returns what must not have been.
    func run(
        _ choices: Choices,
        isWell: Bool,
        rawRequest: [UInt8]? = nil,
        rawAnswer: [UInt8]? = nil,
        speaksHTTP2: Bool = false
    ) -> [String] {
        let network = SimulatedNetwork(choices)
        network.losesOneIn = !isWell && network.choices.oneIn(4) ? 12 : 0
        network.areRequestsMarked = rawRequest == nil
        let policy = makePolicy(network, isWell)
        let clients = speaksHTTP2 ? [] : makeClients(network, isWell, rawRequest)
        let http2 = speaksHTTP2 ? makeHTTP2Clients(network, isWell) : []
        network.peers = clients + http2
        network.isChangingRoutes = network.choices.oneIn(2)
        if network.isChangingRoutes {
            network.peers.append(
                SimulatedOperator(mailbox, in: network) { generation, isPaused in
                    var changed = policy
                    changed.isPaused = isPaused
                    return try routes(generation: generation, changed)
                }
            )
        }
        connectDynos(network, isWell, rawAnswer)
        do {
            try drive(network, policy)
        } catch {
            return ["\(error)"]
        }
        if rawRequest == nil, rawAnswer == nil {
            for client in clients { network.violations += AnswerCheck(client, isWell: isWell).violations }
            for client in http2 { network.violations += client.violations(isWell: isWell) }
        }
        return network.violations
    }

    /// The loop, until nobody has anything to do any more.
    func drive(_ network: SimulatedNetwork, _ policy: RoutePolicy = RoutePolicy()) throws {
        mailbox.post(.routes(try routes(policy), turn: 1))
        let listener = Listener(purpose: .http, address: "192.0.2.2", port: 80, descriptor: SimulatedNetwork.listener)
        let loop = Loop(number: 0, net: network, listeners: [listener], shared: shared, mailbox: mailbox)
        loop.random = Randomness(seed: UInt64(network.choices.below(1 << 30)))
        loop.takeMessages()
        _ = loop.watchListeners()
        var turns = 0
        while !network.isOver {
            loop.turn()
            turns += 1
            if turns % 32 == 0 { checkMemory(loop, network) }
            if turns > 300_000 {
                network.violations.append("no end after \(turns) turns")
                break
            }
        }
        _ = shared.control.take()
        if loop.connections.count + loop.exchanges.count > 0 {
            network.violations.append("\(loop.connections.count) connections and \(loop.exchanges.count) exchanges never end")
        }
    }

    private func makeClients(_ network: SimulatedNetwork, _ isWell: Bool, _ raw: [UInt8]?) -> [SimulatedClient] {
        (0..<1 + network.choices.below(3)).map { client in
            let requests = (0..<1 + network.choices.below(3)).map { number in
                let letter = UInt8(97 + (client * 4 + number) % 26)
                return SimulatedRequest(
                    "\(client)\(number)\(Character(UnicodeScalar(letter)))",
                    letter: letter,
                    in: network
                )
            }
            let begins = network.clock + Int64(network.choices.below(50))
            return SimulatedClient(requests, raw: raw, isWell: isWell, begins: begins, in: network)
        }
    }

    private func makeHTTP2Clients(_ network: SimulatedNetwork, _ isWell: Bool) -> [SimulatedHTTP2Client] {
        (0..<1 + network.choices.below(2)).map { client in
            let marks = (0..<1 + network.choices.below(6)).map { number in
                let letter = UInt8(97 + (client * 8 + number) % 26)
                return (mark: "\(client)\(number)\(Character(UnicodeScalar(letter)))", letter: letter)
            }
            let begins = network.clock + Int64(network.choices.below(50))
            return SimulatedHTTP2Client(marks, isWell: isWell, begins: begins, in: network)
        }
    }

    private func connectDynos(_ network: SimulatedNetwork, _ isWell: Bool, _ raw: [UInt8]?) {
        network.connecting = { network, socket, port in
            if !isWell, network.choices.oneIn(10) { return network.choices.oneIn(3) ? .exhausted : .refused }
            let isPending = network.choices.oneIn(2)
            let fails = isPending && !isWell && network.choices.oneIn(5)
            let takes = !isWell && network.choices.oneIn(6) ? 20_000 : network.choices.below(30)
            network.withSocket(socket) {
                $0.isPending = isPending
                $0.connectFails = fails
            }
            let dyno = SimulatedDyno(
                socket: socket,
                port: port,
                isWell: isWell,
                connectsAt: isPending ? network.clock + Int64(takes) : nil,
                raw: raw,
                in: network
            )
            network.peers.append(dyno)
            return isPending ? .pending(socket) : .connected(socket)
        }
    }

    /// No more than what is being read and what is being written, per connection.
    private func checkMemory(_ loop: Loop<SimulatedNetwork>, _ network: SimulatedNetwork) {
        loop.connections.forEach { index in
            let held = loop.connections[index].input.bytes.count + loop.connections[index].output.bytes.count
            if held > 320 << 10 { network.violations.append("\(held) bytes held for one connection") }
        }
        if loop.runnable.count > 64 { network.violations.append("\(loop.runnable.count) entries to run") }
    }
}
