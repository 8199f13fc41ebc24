import Glibc
import Model

/// Who has locked a file, as the kernel sees it: a note in the file says what its writer liked.
package enum LockHolder {
    /// Such as `process 4711 (git)`; nil where nobody has, or nobody that is to be seen from here.
    package static func words(_ path: String) -> String? {
        // For a sentence to a person, who gets the rest of it without.
        guard let status = Files.status(path), let text = try? Files.text("/proc/locks"), let pid = pid(in: text, of: status) else {
            return nil
        }
        let name = (try? Files.text("/proc/\(pid)/comm", limit: 64))?.trimmed ?? ""
        return "process \(pid)" + (name.isEmpty ? "" : " (\(HarmlessText.text(name)))")
    }

    /// - Parameter text: `/proc/locks`, with lines such as `1: FLOCK  ADVISORY  WRITE 4711 fe:00:131073 0 EOF`; those who wait have
    ///   an arrow behind the number.
    static func pid(in text: String, of status: stat) -> Int32? {
        let device = UInt64(status.st_dev)
        let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
        let minor = device & 0xff | (device >> 12) & ~0xff
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 5, words[1] == "FLOCK", let pid = Int32(words[4]), pid > 0 else { continue }
            let place = words[5].split(separator: ":")
            guard place.count == 3, UInt64(place[0], radix: 16) == major, UInt64(place[1], radix: 16) == minor,
                UInt64(place[2]) == UInt64(status.st_ino)
            else { continue }
            return pid
        }
        return nil
    }
}
