import Linux
import Model

/// What git runs with, wherever we start it: nothing of the machine's or a user's settings, and history as it is.
enum GitEnvironment {
    /// Replace refs and grafts would show other objects than those that were pushed.
    static func plain(home: String) -> [String: String] {
        var environment = [
            "PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": home, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null/none",
        ]
        environment["GIT_PROTOCOL"] = SentVariable.value(of: "GIT_PROTOCOL")
        return environment
    }

    /// In a hook: with the objects that were pushed, which git keeps apart until the refs have moved.
    static func ofHook(home: String, shallowFile: String?) -> [String: String] {
        var environment = plain(home: home)
        for name in ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"] {
            environment[name] = Hooks.environment(name)
        }
        environment["GIT_SHALLOW_FILE"] = shallowFile
        return environment
    }
}
