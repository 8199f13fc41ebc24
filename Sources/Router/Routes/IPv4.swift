import CLinux

enum IPv4 {
    /// Network order, as the kernel takes it.
    static func parse(_ text: String) -> UInt32? {
        var address: UInt32 = 0
        return renga_ipv4(text, &address) == 0 ? address : nil
    }
}
