// SPDX-License-Identifier: Apache-2.0
#include "console/batch/question.h"

#include "console/batch/output.h"

#include "shared/wire/completion.h"

#include <QSocketNotifier>

#include <unistd.h>

namespace muster::console {

namespace {

constexpr qsizetype LongestLine = 4096;

} // namespace

QCoro::Task<QString> ask(Output &out, QString question, std::stop_token stop)
{
    out.note(question, Tone::Strong);
    const Completion<QByteArray> answer;
    const std::stop_callback onStop(stop, [answer] { answer.complete({}); });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QByteArray typed;
    QObject::connect(&input, &QSocketNotifier::activated, &input, [&input, &typed, answer] {
        char c = 0;
        const bool isEnd = ::read(STDIN_FILENO, &c, 1) != 1 || c == '\n' || typed.size() >= LongestLine;
        if (!isEnd) {
            typed.append(c);
            return;
        }
        input.setEnabled(false);
        answer.complete(typed);
    });
    co_return QString::fromUtf8(co_await answer).trimmed();
}

} // namespace muster::console
