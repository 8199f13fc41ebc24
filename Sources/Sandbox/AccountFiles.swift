import Linux

/// The files of `/etc` that say who and where a cage is.
enum AccountFiles {
    static func texts(for cage: Cage) -> [String: String] {
        [
            "passwd": inherited("passwd", cage) + "\(name(cage)):x:\(cage.uid):\(cage.gid)::/app:/bin/bash\n",
            "group": inherited("group", cage) + "\(name(cage)):x:\(cage.gid):\n",
            "hosts": "127.0.0.1 localhost\n::1 localhost\n127.0.0.1 \(cage.hostname)\n",
            "resolv.conf": cage.nameServers.map { "nameserver \($0)\n" }.joined(),
        ]
    }

    private static func name(_ cage: Cage) -> String { "u\(cage.uid)" }

    /// The topmost layer's own accounts: packages such as a database bring some. Root alone where there is no file.
    private static func inherited(_ file: String, _ cage: Cage) -> String {
        for lower in cage.lowers {
            guard let bytes = try? GuardedDirectory.open(lower).read("etc/\(file)", limit: 1 << 20), !bytes.isEmpty else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            return text.hasSuffix("\n") ? text : text + "\n"
        }
        return file == "passwd" ? "root:x:0:0:root:/root:/bin/sh\n" : "root:x:0:\n"
    }
}
