import Glibc
import Linux

/// What was put right by one rule: one line is said of it, however many files it was.
struct Mended {
    private var count = 0
    private var first = ""
    private var folder = ""
    private var left: [String] = []
    private static let leftMax = 5

    mutating func settle(_ folder: borrowing GuardedDirectory, _ rule: AccessRule) {
        do throws(SystemError) {
            try folder.setAccess(mode: rule.mode, owner: (rule.uid, rule.gid))
            note(folder.path, folder.status, rule)
        } catch {
            left.append("\(error)")
        }
    }

    mutating func settle(_ file: borrowing Descriptor, _ path: String, _ rule: AccessRule) {
        var status = stat()
        guard fstat(file.number, &status) == 0, !rule.isMet(status) else { return }
        guard fchown(file.number, rule.uid, rule.gid) == 0, fchmod(file.number, rule.mode(for: status.st_mode & 0o7777)) == 0 else {
            left.append("\(SystemError("set the owner and mode of", path))")
            return
        }
        note(path, status, rule)
    }

    mutating func leave(_ path: String, _ words: String) { left.append("\(path), which \(words): look at it, then chown it") }

    private mutating func note(_ path: String, _ status: stat, _ rule: AccessRule) {
        count += 1
        guard count == 1 else { return }
        let now = rule.mode(for: status.st_mode & 0o7777)
        first =
            "\(path) was \(status.st_uid):\(status.st_gid) \(Self.octal(status.st_mode & 0o7777)),"
            + " and is \(rule.uid):\(rule.gid) \(Self.octal(now))"
        folder = Files.parent(of: path)
    }

    private static func octal(_ mode: mode_t) -> String { String(mode, radix: 8) }

    func say() {
        if count > 0 { Diagnostics.say("put right: \(first)\(count > 1 ? ", as \(count - 1) more in \(folder)" : "")") }
        for words in left.prefix(Self.leftMax) { Diagnostics.say("left alone: \(words)") }
        if left.count > Self.leftMax { Diagnostics.say("left alone: \(left.count - Self.leftMax) more in \(folder)") }
    }
}
