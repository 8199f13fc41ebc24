@testable import Router

/// Whether what a client got are answers to its requests, in order, each at most once and each its own.
struct AnswerCheck {
    private(set) var violations: [String] = []

    init(_ client: SimulatedClient, isWell: Bool) {
        var reader = WireReader(client.received)
        var answered = 0
        for request in client.requests {
            guard !reader.isAtEnd else { break }
            switch reader.answer(toHead: request.isHead) {
            case .malformed(let why): violations.append("a client got \(why)")
            case .incomplete(let answer):
                check(answer, request)
                if isWell { violations.append("a cut answer to \(request.mark)") }
            case .message(let answer):
                check(answer, request)
                answered += 1
                if isWell, answer["x-mark"] == nil { violations.append("\(answer.start) \(page(answer)) to \(request.mark) without need") }
            }
            if !violations.isEmpty { return }
        }
        guard isWell else { return }
        if answered < client.requests.count {
            violations.append("\(answered) answers to \(client.requests.count) requests")
        }
        if !reader.isAtEnd { violations.append("more answers than requests") }
        if client.lastByteAt > 30_000 { violations.append("an answer took \(client.lastByteAt) ms") }
    }

    /// What a page of ours says.
    private func page(_ answer: WireReader.Message) -> String {
        let text = String(decoding: answer.body, as: UTF8.self)
        return text.split(separator: "<title>").last?.split(separator: "<").first.map(String.init) ?? ""
    }

    private mutating func check(_ answer: WireReader.Message, _ request: SimulatedRequest) {
        guard let mark = answer["x-mark"] else { return }
        if mark != request.mark || !answer.body.allSatisfy({ $0 == request.letter }) {
            violations.append("bytes of another answer (\(mark)) in the one to \(request.mark)")
        }
    }
}
