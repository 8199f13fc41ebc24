import Model
import Sandbox

/// What curl says while it fetches, and what it means that it has ended so.
struct CurlReport {
    /// Its last line.
    static let writeOut = #"\nrenga %{http_code} %{num_redirects}\n"#

    /// `35% of 24.5M`, once it is known.
    private(set) var state: String?
    private var status = ""
    private var complaint: String?

    mutating func read(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        if words.first == "renga", words.count == 3 {
            status = words[1]
        } else if line.hasPrefix("curl: ") {
            complaint = String(line.dropFirst("curl: ".count).prefix(200))
        } else if words.count == 12, let percent = Int(words[0]) {
            state = "\(percent)% of \(words[1])"
        }
    }

    /// Nil where all of it is there.
    func failure(_ result: CageResult, what: String, url: String, bytesMax: Int64, secondsMax: Int) -> Failure? {
        let problem: String
        var hint = "is \(url) reachable from builds? `mirrors` in config.yml names another place"
        switch result {
        case .exited(0): return nil
        case .exited(22) where status == "404" || status == "410":
            problem = "its publisher does not have it any more (HTTP \(status))"
            hint = "\(url) is not there: ask for another version, or name a mirror that has it (`mirrors` in config.yml)"
        case .exited(22): problem = "the server answers with HTTP \(status)"
        case .exited(47): problem = "the server sends from one place to the next and never to the file"
        case .exited(63), .diskLimit: problem = "it is larger than \(Quantity.short(bytes: bytesMax))"
        case .exited(18): problem = "the connection broke in the middle of it"
        case .exited(28), .timeLimit: problem = "it did not come within \(secondsMax / 60) minutes, or too slowly"
        case .cancelled: return Failure(.cancelled, "the build was cancelled")
        case .diskFull(let space):
            return Failure(.unavailable, "the disk is full: \(space.freeBytes >> 20) MB were free while \(what) was fetched")
        case .exited, .killed, .outOfMemory: problem = complaint ?? "curl ended with \(result)"
        }
        return Failure(.unavailable, "\(what) cannot be fetched: \(problem)", hint: hint, detail: complaint.map { [$0] } ?? [])
    }
}
