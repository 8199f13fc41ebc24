/// What a simulation has met, so that a test can see that it meets everything.
package struct Sightings: Sendable {
    package enum Sight: Int, CaseIterable, Sendable {
        case pushReleased, pushRefused, buildFailed, changeReleased, changeRefused, changeExcused
        case settledCommit, settledAbort, leftToGit, moveRefused, tooLateToCancel, overtaken
        case restarted, replaced, retired, terminated, killedLate, killedSilent, killedUnheard, killedAgain, unsavedTable, tableRefused
        case machineDied, runnerDied, workerDied, workerStalled, builderDied, gitDied, hookDied, shellDied, clientLeft, staleLock
        case slept, woken
        case oneOffRan, oneOffRefused, hungUp, killedDeaf, jobRan, jobPassedOver, jobReplaced, jobUnknown, clockSet, destroyed
    }

    private var counts: [Int] = Array(repeating: 0, count: Sight.allCases.count)
    package internal(set) var effects = 0

    package init() {}

    mutating func saw(_ sight: Sight) { counts[sight.rawValue] += 1 }

    package mutating func add(_ other: Sightings) {
        for index in counts.indices { counts[index] += other.counts[index] }
        effects += other.effects
    }

    package subscript(_ sight: Sight) -> Int { counts[sight.rawValue] }

    package var page: String { Sight.allCases.map { "\($0) \(self[$0])" }.joined(separator: ", ") }
}
