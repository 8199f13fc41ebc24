import Linux
import Model

/// Several works at the same time, each with a transcript of its own, which are heard one after the other.
struct SideBySide {
    private struct State<Value: Sendable> {
        var next = 0
        var ends: [Value?]
        /// Whose turn it is to be heard.
        var heard = 0
        /// The first that failed.
        var failure: (number: Int, error: any Error)?
    }

    private let transcripts: [PushTranscript]
    private let atOnce: Int
    private let bell: StopBell

    /// - Parameters:
    ///   - transcripts: of each, none of them open.
    ///   - bell: rung where one fails: the others are to end soon.
    init(_ transcripts: [PushTranscript], atOnce: Int, bell: StopBell) {
        self.transcripts = transcripts
        self.atOnce = atOnce
        self.bell = bell
    }

    /// - Returns: what each has made.
    /// - Throws: what the first that failed has thrown; what it had said is heard last.
    func run<Value: Sendable>(_ work: @escaping @Sendable (_ number: Int, PushTranscript) throws -> Value) throws -> [Value] {
        let state = Monitor(State<Value>(ends: transcripts.map { _ in nil }))
        transcripts.first?.open()
        let workers = (0..<max(1, min(atOnce, transcripts.count))).map { _ in
            // Where the machine has no thread left, fewer work at once.
            try? Beside("steps") { while takeOne(of: state, work) {} }
        }
        if workers.allSatisfy({ $0 == nil }) { while takeOne(of: state, work) {} }
        for worker in workers { worker?.join() }
        return try state.read { state in
            guard let failure = state.failure else { return state.ends.compactMap(\.self) }
            // Those before it were ended by it; of those behind it nobody has to read.
            if state.heard < failure.number { for number in state.heard...failure.number { transcripts[number].open() } }
            throw failure.error
        }
    }

    /// - Returns: whether there may be more.
    private func takeOne<Value: Sendable>(
        of state: Monitor<State<Value>>,
        _ work: @Sendable (_ number: Int, PushTranscript) throws -> Value
    ) -> Bool {
        let number = state.update { state -> Int? in
            guard state.failure == nil, state.next < transcripts.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
        guard let number else { return false }
        do {
            let value = try work(number, transcripts[number])
            state.update { state in
                state.ends[number] = value
                while state.failure == nil, state.heard + 1 < transcripts.count, state.ends[state.heard] != nil {
                    state.heard += 1
                    transcripts[state.heard].open()
                }
            }
        } catch {
            state.update { if $0.failure == nil { $0.failure = (number, error) } }
            bell.ring()
            for transcript in transcripts { transcript.end() }
        }
        return true
    }
}
