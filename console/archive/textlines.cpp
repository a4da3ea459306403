// SPDX-License-Identifier: Apache-2.0
#include "console/archive/textlines.h"

#include <algorithm>
#include <cstring>

namespace muster::console {

namespace {

constexpr qint64 ScanStep = 1 << 20;
constexpr qint64 ReadStep = 64 * 1024;

} // namespace

Result<std::shared_ptr<const TextLines>> TextLines::of(SharedBytes bytes, const WorkWatch &watch)
{
    auto lines = std::make_shared<TextLines>();
    const qint64 size = bytes->size();
    bool isAtStart = true;
    for (qint64 at = 0; at < size; at += ScanStep) {
        if (watch.isStopped())
            return stopped({});
        watch.tell(at, size);
        const auto step = bytes->read(at, ScanStep);
        if (!step)
            return fail(step.error());
        const char *from = step->constData();
        const char *const end = from + step->size();
        while (from < end) {
            if (std::exchange(isAtStart, false)) {
                if (lines->m_count % Stride == 0)
                    lines->m_starts.append(at + (from - step->constData()));
                ++lines->m_count;
            }
            const void *newline = std::memchr(from, '\n', size_t(end - from));
            if (!newline)
                break;
            isAtStart = true;
            from = static_cast<const char *>(newline) + 1;
        }
    }
    lines->m_bytes = std::move(bytes);
    return lines;
}

Result<QList<QByteArray>> TextLines::read(qint64 first, qint64 count) const
{
    QList<QByteArray> lines;
    if (first < 0 || first >= m_count)
        return lines;
    const qint64 last = std::min(m_count, first + count);
    qint64 number = first / Stride * Stride;
    QByteArray line;
    for (qint64 at = m_starts.at(first / Stride); at < m_bytes->size() && number < last; at += ReadStep) {
        const auto step = m_bytes->read(at, ReadStep);
        if (!step)
            return fail(step.error());
        qsizetype from = 0;
        while (from < step->size() && number < last) {
            const qsizetype newline = step->indexOf('\n', from);
            const qsizetype to = newline < 0 ? step->size() : newline;
            if (number >= first && line.size() < MaxLineBytes)
                line += QByteArrayView(*step).sliced(from, std::min(to - from, MaxLineBytes - line.size()));
            from = to + 1;
            if (newline < 0)
                break;
            if (number++ >= first)
                lines.append(std::exchange(line, {}));
        }
    }
    if (number >= first && number < last)
        lines.append(line);
    for (QByteArray &each : lines) {
        if (each.endsWith('\r'))
            each.chop(1);
    }
    return lines;
}

Result<qint64> TextLines::lineAt(qint64 offset) const
{
    const auto after = std::ranges::upper_bound(m_starts, offset);
    if (after == m_starts.begin())
        return 0;
    const qint64 start = *(after - 1);
    qint64 line = (after - m_starts.begin() - 1) * Stride;
    for (qint64 at = start; at < offset; at += ReadStep) {
        const auto step = m_bytes->read(at, std::min(ReadStep, offset - at));
        if (!step)
            return fail(step.error());
        line += step->count('\n');
    }
    return std::min(line, std::max(m_count - 1, qint64(0)));
}

} // namespace muster::console
