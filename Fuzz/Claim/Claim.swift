import Glibc

/// What a fuzzer holds to be true; where it is not, its name is said and libFuzzer keeps the input.
package func claim(_ isTrue: Bool, _ name: @autoclosure () -> String) {
    if isTrue { return }
    let text = Array("not true: \(name())\n".utf8)
    _ = text.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    abort()
}
