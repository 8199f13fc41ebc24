import Linux
import Model

/// Makes the stack and the toolchain that the tests' apps use, once a machine: no test waits for that in the middle of
/// what it shows, and no transcript has it.
enum WarmUp {
    static let result = Result {
        let platform = try Installation(isWarmUp: true)
        try platform.create("warm")
        try platform.push(try SampleApps.web("warm"), to: "warm").check()
    }
}
