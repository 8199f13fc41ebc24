name := "shop"
version := "1.0"
scalaVersion := "2.13.17"

enablePlugins(JavaAppPackaging)
