import Model

extension Failure {
    static func nobody(_ person: String) -> Failure {
        Failure(.notFound, "nobody here is called `\(person)`", hint: "`renga people` lists who is known")
    }
}
