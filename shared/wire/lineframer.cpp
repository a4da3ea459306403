// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/lineframer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace muster {

std::unexpected<Error> LineFramer::tooLong() const
{
    return fail(ErrorCode::TooLarge, u"a message of more than %1 bytes"_s.arg(m_maxLineBytes));
}

Result<void> LineFramer::feed(QByteArrayView bytes, const std::function<bool(QByteArrayView)> &take)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const qsizetype part = end < 0 ? bytes.size() : end;
        if (m_pending.size() + part > m_maxLineBytes)
            return tooLong();
        if (end < 0) {
            m_pending.append(bytes);
            return {};
        }
        // `take` may destroy this framer's owner only through its return value, so state is settled first.
        QByteArray held = std::exchange(m_pending, {});
        const QByteArrayView line =
            held.isEmpty() ? bytes.first(part) : QByteArrayView(held.append(bytes.first(part)));
        bytes = bytes.sliced(part + 1);
        if (!take(line))
            return {};
    }
    return {};
}

} // namespace muster
