extension Toolchain.Index.Form {
    package var isOfLines: Bool {
        switch self {
        case .json: false
        case .jsonLines, .words: true
        }
    }
}
