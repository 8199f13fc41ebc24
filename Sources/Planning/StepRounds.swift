/// Which steps may run at the same time.
package enum StepRounds {
    /// - Returns: rounds, which run one after the other, each of chains that run at the same time and know nothing of each other. All
    ///   chains of all rounds are the steps, in their order.
    package static func of(_ steps: [PlannedStep]) -> [[[PlannedStep]]] {
        var rounds: [[[PlannedStep]]] = []
        for step in steps {
            guard let last = rounds.last?.last?.last, step.alone == true, last.alone == true else {
                rounds.append([[step]])
                continue
            }
            let (round, chain) = (rounds.count - 1, rounds[rounds.count - 1].count - 1)
            if last.buildpack == step.buildpack { rounds[round][chain].append(step) } else { rounds[round].append([step]) }
        }
        return rounds
    }
}
