import Model

@testable import Router

/// Changes the routes while requests are under way: pauses and resumes the app, replaces its dynos.
final class SimulatedOperator: SimulatedPeer {
    private(set) var wakesAt: Int64?
    private let mailbox: Mailbox<LoopMessage>
    private let make: (_ generation: Int, _ isPaused: Bool) throws -> Routes
    private var changesLeft: Int
    private var generation = 1
    private var isPaused = false

    /// - Parameter make: The routes of a generation of dynos.
    init(
        _ mailbox: Mailbox<LoopMessage>,
        in network: SimulatedNetwork,
        _ make: @escaping (_ generation: Int, _ isPaused: Bool) throws -> Routes
    ) {
        self.mailbox = mailbox
        self.make = make
        changesLeft = 1 + network.choices.below(4)
        wakesAt = network.clock + Int64(network.choices.below(300))
    }

    func act(in network: SimulatedNetwork) -> Bool {
        guard changesLeft > 0 || isPaused else { return false }
        changesLeft -= 1
        // The last change ends a pause, so that everybody gets an answer.
        isPaused = changesLeft > 0 && network.choices.oneIn(2)
        if network.choices.oneIn(2) { generation += 1 }
        do {
            mailbox.post(.routes(try make(generation, isPaused), turn: 2))
        } catch {
            network.violations.append("\(error)")
        }
        network.hasMessages = true
        wakesAt = network.clock + Int64(network.choices.below(1_500))
        return true
    }
}
