/// The demo of development mode: two real servers with the `shop` data, tokens for four people, and lines to paste.
///
/// May use: everything; the servers' jars are optional dependencies, on the class path of development mode and of
/// the tests only.
///
/// Guards: nothing here runs in a packaged program.
///
/// Start reading at: [dev.gatehouse.boot.demo.Shop] for what is in the servers.
@NullMarked
package dev.gatehouse.boot.demo;

import org.jspecify.annotations.NullMarked;
