(ns shop.core
  (:require [compojure.core :refer [GET defroutes]]
            [ring.adapter.jetty :refer [run-jetty]])
  (:gen-class))

(defroutes app
  (GET "/" [] "Hello from Clojure\n"))

(defn -main []
  (run-jetty app {:port (Integer/parseInt (System/getenv "PORT"))}))
