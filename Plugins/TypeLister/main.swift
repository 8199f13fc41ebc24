import Glibc

// TypeLister FILE NAME ELEMENT MODULE TYPE...: writes a Swift file with a list of types of a module. Run by the plugin
// beside it, while the package is built.
let words = CommandLine.arguments
guard words.count > 4 else { exit(2) }
let types = words[5...].map { "        \($0).self,\n" }.joined()
let text = "import \(words[4])\n\nenum \(words[2]) {\n    static let all: [\(words[3])] = [\n\(types)    ]\n}\n"
guard let file = fopen(words[1], "w"), fputs(text, file) >= 0, fclose(file) == 0 else {
    perror(words[1])
    exit(1)
}
