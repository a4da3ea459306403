// SPDX-License-Identifier: Apache-2.0
#include "console/archive/linescan.h"

#include <algorithm>

namespace muster::console {

namespace {

constexpr qint64 LineScanStep = 1 << 20;

QByteArrayView withoutReturn(QByteArrayView line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

} // namespace

Result<void> scanLines(const Bytes &bytes, qint64 most, const WorkWatch &watch,
                       const std::function<bool(qint64 number, QByteArrayView line)> &visit)
{
    qint64 number = 0;
    QByteArray begun; // the line that goes on in the next step
    bool hasBegun = false;
    for (qint64 at = 0; at < bytes.size(); at += LineScanStep) {
        if (watch.isStopped())
            return stopped({});
        const auto step = bytes.read(at, LineScanStep);
        if (!step)
            return fail(step.error());
        qsizetype from = 0;
        while (from < step->size()) {
            const qsizetype newline = step->indexOf('\n', from);
            const QByteArrayView part =
                QByteArrayView(*step).sliced(from, (newline < 0 ? step->size() : newline) - from);
            if (newline < 0 || hasBegun) {
                begun += part.first(std::min(part.size(), std::max<qsizetype>(most - begun.size(), 0)));
                hasBegun = true;
            }
            if (newline < 0)
                break;
            const QByteArrayView line =
                hasBegun ? QByteArrayView(begun) : part.first(std::min<qsizetype>(part.size(), most));
            if (!visit(number++, withoutReturn(line)))
                return {};
            begun.clear();
            hasBegun = false;
            from = newline + 1;
        }
    }
    if (hasBegun)
        visit(number, withoutReturn(begun));
    return {};
}

} // namespace muster::console
