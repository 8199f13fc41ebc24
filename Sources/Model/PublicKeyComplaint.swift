/// What a text is that is no OpenSSH public key, and what to do with it.
enum PublicKeyComplaint {
    static func of(_ line: String) -> Failure {
        let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
        let first = words.first ?? ""
        if line.hasPrefix("---- BEGIN SSH2") {
            return Failure(
                .invalid,
                "this is a public key in the form of RFC 4716 (`---- BEGIN SSH2 PUBLIC KEY ----`), which OpenSSH does not use",
                hint: "convert it: ssh-keygen -i -f FILE > key.pub"
            )
        }
        if line.hasPrefix("-----BEGIN ") {
            return Failure(
                .invalid,
                "this is a public key in the form of PEM (`\(line.prefix(40))`), which OpenSSH does not use",
                hint: "convert it: ssh-keygen -i -m PKCS8 -f FILE > key.pub"
            )
        }
        if first == "ssh-dss" {
            return Failure(
                .invalid,
                "this is a DSA key (ssh-dss), which OpenSSH does not take any more",
                hint: "make another: ssh-keygen -t ed25519"
            )
        }
        if first.contains("-cert-v0") {
            return Failure(.invalid, "this is a certificate of a key (`\(first)`)", hint: "give the .pub file without `-cert`")
        }
        if words.count == 1, PublicKey.types.contains(first) {
            return Failure(
                .invalid,
                "the key `\(first)` ends after its type",
                hint: "give the whole line; a key that is broken into several lines has to be put together again"
            )
        }
        if let index = words.firstIndex(where: PublicKey.types.contains), index > 0 {
            return Failure(
                .invalid,
                "before the key stands `\(words[..<index].joined(separator: " ").prefix(40))`",
                hint: "remove what is before `\(words[index])`: options in authorized_keys are set here"
            )
        }
        if ["ssh-", "ecdsa-", "sk-"].contains(where: first.hasPrefix) {
            return Failure(
                .invalid,
                "keys of the type `\(first.prefix(40))` are not taken",
                hint: "the types are \(PublicKey.types.joined(separator: ", ")); make one: ssh-keygen -t ed25519"
            )
        }
        return Failure(.invalid, "this is not an OpenSSH public key: \(line.prefix(40))\(line.count > 40 ? "…" : "")", hint: PublicKey.hint)
    }
}
