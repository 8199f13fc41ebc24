extension Toolchain {
    /// Debian's word for the architecture of this machine; empty where it is none of those that publishers build for.
    package static var architecture: String {
        #if arch(x86_64)
            "amd64"
        #elseif arch(arm64)
            "arm64"
        #else
            ""
        #endif
    }
}
