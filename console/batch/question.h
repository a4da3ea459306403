// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoroTask>
#include <QString>

#include <stop_token>

namespace muster::console {

class Output;

/// Asks the person at the terminal and answers with the line that was typed, trimmed; empty at the end of
/// the input or when stopped.
[[nodiscard]] QCoro::Task<QString> ask(Output &out, QString question, std::stop_token stop);

} // namespace muster::console
