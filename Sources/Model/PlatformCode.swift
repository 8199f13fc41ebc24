/// A code in an app's log and on error pages, Heroku's where it has it: what happened, why, and what to do.
package struct PlatformCode: Hashable, Sendable {
    package let name: String
    /// As the log has it.
    package let title: String
    package let why: String
    package let cure: String

    /// The code of a name in any case.
    package static func of(_ name: String) -> PlatformCode? { all.first { $0.name == name.uppercased() } }

    /// Whether a word has the form of one.
    package static func isOne(_ word: String) -> Bool {
        (2...3).contains(word.utf8.count) && "HRLhrl".contains(word.prefix(1)) && word.utf8.dropFirst().allSatisfy(ASCII.isDigit)
    }

    package static let all = table.map { PlatformCode(name: $0.0, title: $0.1, why: $0.2, cure: $0.3) }

    private static let table: [(String, String, String, String)] = [
        (
            "H10", "App crashed", "All web dynos of the app have ended, or none came up.",
            "renga logs -d web.1 -n 100 -a APP shows what they printed last, renga ps -a APP when the next start is."
        ),
        (
            "H11", "Backlog too deep", "More requests wait for the app than the router lets wait.",
            "Run more dynos (renga ps:scale web+1 -a APP), or make the slow requests faster: renga logs -p router --grep service= -a APP."
        ),
        (
            "H12", "Request timeout",
            "The dyno had not sent the first byte of its answer in time: 30 seconds, `router.first_byte_milliseconds` in config.yml. "
                + "The app is not told, and goes on working on it.",
            "Do what takes long in a worker, and answer at once; renga why REQUEST_ID -a APP shows what the dyno said meanwhile."
        ),
        (
            "H13", "Connection closed without response", "The dyno took the request and closed the connection without an answer.",
            "Look for a process that was ended meanwhile: a server's own time limit, memory (R15), an error outside of its requests: "
                + "renga logs -d web.1 -a APP."
        ),
        (
            "H14", "No web processes running", "The app has no web dynos: they are scaled to 0, or its Procfile has no line `web:`.",
            "renga ps:scale web=1 -a APP, or a line `web:` in the Procfile and a push."
        ),
        (
            "H15", "Idle connection",
            "The dyno fell silent in the middle of its answer: 55 seconds, `router.idle_milliseconds` in config.yml.",
            "Send something now and then, such as a comment line of an event stream."
        ),
        (
            "H17", "Poorly formatted HTTP response", "What the dyno answered is no HTTP.",
            "Does something else than the web server listen on $PORT, or print to its socket? renga logs -d web.1 -a APP."
        ),
        (
            "H18", "Server Request Interrupted", "The dyno closed the connection in the middle of its answer.",
            "As with H13: look for a process that was ended meanwhile."
        ),
        (
            "H19", "Backend connection timeout", "The dyno did not take the connection in time: 5 seconds.",
            "Its server has no room for more connections: more threads or workers in it, or renga ps:scale web+1 -a APP."
        ),
        (
            "H20", "App boot timeout",
            "The request waited for a dyno that starts, or behind ps:pause, and no dyno was ready in time: 75 seconds.",
            "renga ps -a APP shows what starts; a boot that takes long can do its work later. After a pause: renga ps:resume -a APP."
        ),
        (
            "H21", "Backend connection refused",
            "Nothing listens where the dyno listened before: its server has ended, or is being started anew.",
            "renga logs -d web.1 -a APP shows what it printed last."
        ),
        (
            "H22", "Connection limit reached", "The router has as many connections as it may.",
            "`router.connections_max` in config.yml; renga router:status shows how many there are and whose."
        ),
        (
            "H24", "Forced close", "The dyno was replaced or stopped before its answer was complete, and its time to end was over.",
            "Answers that last longer than the 30 seconds between SIGTERM and SIGKILL need a client that asks again."
        ),
        (
            "H25", "HTTP restriction",
            "The app's answer breaks a limit: a header, a cookie or its status line is too long, or its length is wrong.",
            "The line in the log says which; the limits are in docs/router-strictness.md."
        ),
        (
            "H26", "Request Error", "The client's request is malformed; it never reached the app.",
            "Nothing to do in the app: renga logs -p router --grep H26 -a APP shows the cause."
        ),
        (
            "H27", "Client Request Interrupted", "The client went away before the answer was complete.",
            "Nothing is wrong unless there are many: then the answers may be too slow (`service=` in the line)."
        ),
        (
            "H28", "Client Connection Idle", "The client fell silent in the middle of its request, and the connection was closed.",
            "Nothing to do in the app: a slow or broken connection."
        ),
        (
            "H80", "Maintenance mode", "The app shows its maintenance page.", "renga maintenance:off -a APP serves it again."
        ),
        ("H81", "Blank app", "Nothing was pushed to the app yet.", "git push heroku main"),
        (
            "H99", "Platform error", "The router has no routes to serve: something is wrong with Renga, not with the app.",
            "renga status says what; on the machine, the runner's and the router's logs say why."
        ),
        (
            "R10", "Boot timeout",
            "The web process did not answer on $PORT in time: 60 seconds of its own, `dyno.boot_seconds_max` in config.yml.",
            "Listen on 0.0.0.0:$PORT; the line in the log says where it listens instead, if it does."
        ),
        (
            "R12", "Exit timeout", "The dyno had not ended 30 seconds after SIGTERM (`dyno.stop_seconds_max`), and was killed.",
            "End on SIGTERM. A shell in between may keep it: write `exec` before the command in the Procfile."
        ),
        (
            "R14", "Memory quota exceeded", "The dyno's processes use all the memory that it may have.",
            "Fewer workers in it, or more memory: renga ps:type web=1GB -a APP; renga ps:type -a APP shows what is used."
        ),
        (
            "R15", "Memory quota vastly exceeded", "The kernel ended a process of the dyno, which was at its limit of memory.",
            "Fewer workers in it, or more memory: renga ps:type web=1GB -a APP."
        ),
        (
            "R16", "Detached", "The client of a one-off dyno went away, and the dyno had not ended after SIGHUP.",
            "What is to go on without a client: renga run:detached COMMAND -a APP."
        ),
        (
            "L11", "Tail buffer overflow", "Whoever follows the log reads more slowly than lines come; some went before they were read.",
            "Ask for less of it: renga logs --tail -p web --grep TEXT -a APP."
        ),
        (
            "L10", "Output buffer overflow",
            "A log drain's server takes lines more slowly than they come; the oldest that waited were left out.",
            "`renga drains -a APP` says what keeps it; outgoing.drain_bytes_max in config.yml is how much may wait."
        ),
        (
            "L12", "Output buffer overflow", "A dyno printed more than is kept of one dyno at once; the rest is counted and left out.",
            "Print less; `logs` in config.yml has the limits."
        ),
    ]
}
