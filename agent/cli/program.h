// SPDX-License-Identifier: Apache-2.0
#pragma once

class QCoreApplication;

namespace muster::agent {

/// muster-agent's command line: reads it and does what it says. @return the exit code
[[nodiscard]] int runProgram(QCoreApplication &application, int argc, char **argv);

} // namespace muster::agent
