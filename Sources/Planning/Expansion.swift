import Model

/// Puts values in place of `$NAME` and `${NAME}`; `$$` is a dollar sign.
enum Expansion {
    /// Of one value: values that are made of values grow by themselves. A kernel takes four times as much.
    static let bytesMax = 32_768

    static func expand(_ text: String, variable: String, with values: [String: String]) throws(Failure) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        var bytes = text.utf8.count
        while index < scalars.count {
            guard scalars[index] == "$", index + 1 < scalars.count else {
                result.append(scalars[index])
                index += 1
                continue
            }
            if scalars[index + 1] == "$" {
                result.append("$")
                index += 2
                continue
            }
            let braced = scalars[index + 1] == "{"
            let start = index + (braced ? 2 : 1)
            let name = String(String.UnicodeScalarView(scalars[start...].prefix(while: isNamePart)))
            let end = start + name.unicodeScalars.count
            guard !name.isEmpty, !braced || (end < scalars.count && scalars[end] == "}") else {
                result.append("$")
                index += 1
                continue
            }
            guard let value = values[name] else {
                throw Failure(
                    .invalid,
                    "the variable `\(variable)` uses `$\(name)`, which nothing before it sets",
                    hint: NearestWord.hint(for: name, among: Array(values.keys))
                        + " A dollar sign itself is written $$."
                )
            }
            result.append(contentsOf: value.unicodeScalars)
            bytes += value.utf8.count
            guard bytes <= bytesMax else {
                throw Failure(
                    .limit,
                    "the variable `\(variable)` is over \(bytesMax) bytes when `$\(name)` has its value",
                    hint: "a dollar sign itself is written $$; large values belong into a file of the app"
                )
            }
            index = braced ? end + 1 : end
        }
        return String(result)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic) || ("0"..."9").contains(scalar)
    }
}
