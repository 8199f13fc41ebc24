import FoundationEssentials
import Glibc
import Linux
import Sandbox

/// Starts a cage and is then killed, as a runner or a builder may be at any moment.
/// Arguments: `start` or `run`, crun's directory, a file with the cage as JSON, the log. Or `end`: ends as our programs do, beside
/// something that waits for the end.
let words = CommandLine.arguments
if words.dropFirst() == ["end"] {
    atexit { abort() }
    ProgramEnd.with(7)
}
guard words.count == 5 else { exit(2) }
let runtime = try CageRuntime(directory: words[2])
let cage = try JSONDecoder().decode(Cage.self, from: Data(try Files.read(words[3])))
if words[1] == "start" {
    _ = try runtime.start(cage, logPath: words[4])
    kill(getpid(), SIGKILL)
} else {
    _ = try runtime.run(cage, limits: RunLimits(seconds: 60)) { _ in kill(getpid(), SIGKILL) }
}
