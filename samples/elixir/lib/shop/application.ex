defmodule Shop.Application do
  use Application

  @impl true
  def start(_type, _args) do
    port = String.to_integer(System.get_env("PORT") || "4000")
    server = Supervisor.child_spec({Task, fn -> Shop.Server.listen(port) end}, restart: :permanent)
    Supervisor.start_link([server], strategy: :one_for_one, name: Shop.Supervisor)
  end
end
