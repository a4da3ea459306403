// SPDX-License-Identifier: Apache-2.0
#include "console/offload/streamchecker.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

void StreamChecker::add(QByteArrayView bytes)
{
    if (m_layout)
        return check(bytes);
    if (m_isHopeless)
        return;
    m_waiting.append(bytes);
    m_cutter.add(bytes);
    if (!m_cutter.isWhole()) {
        m_isHopeless = m_cutter.isWrong();
        return;
    }
    const auto layout = m_cutter.json().and_then([](const QByteArray &json) { return DumpLayout::of(json); });
    if (layout)
        start(*layout);
    else
        m_isHopeless = true;
}

void StreamChecker::start(const DumpLayout &layout)
{
    m_layout = layout;
    const QByteArray first = std::exchange(m_waiting, {});
    check(first);
}

void StreamChecker::skip(qint64 count, const std::optional<DumpLayout> &layout)
{
    if (!m_layout && layout)
        start(*layout);
    if (!m_layout) {
        m_isHopeless = true;
        return;
    }
    const qint64 end = m_at + count;
    while (m_at < end && m_at < m_layout->size()) {
        const DumpLayout::Part &part = m_layout->partAt(m_at);
        const qint64 partEnd = part.at + part.size;
        if (part.member >= 0 && !m_isPartGone) {
            const QString name = m_layout->manifest().members[part.member].name;
            m_faults.append({u"member"_s, name, u"bytes of it are damaged or missing"_s});
        }
        m_isPartGone = end < partEnd;
        m_at = std::min(end, partEnd);
        if (m_at == partEnd)
            (void)m_hash.result();
    }
    m_at = end;
}

void StreamChecker::check(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_at >= m_layout->size()) {
            m_at += bytes.size();
            return;
        }
        const DumpLayout::Part &part = m_layout->partAt(m_at);
        const QByteArrayView now = bytes.first(std::min<qint64>(bytes.size(), part.at + part.size - m_at));
        checkPart(part, now);
        m_at += now.size();
        bytes = bytes.sliced(now.size());
        if (m_at == part.at + part.size)
            m_isPartGone = false;
    }
}

void StreamChecker::checkPart(const DumpLayout::Part &part, QByteArrayView bytes)
{
    const qint64 inside = m_at - part.at;
    if (part.member < 0) {
        const bool isRight = part.bytes.isEmpty()
                                 ? std::ranges::all_of(bytes, [](char c) { return c == '\0'; })
                                 : bytes == QByteArrayView(part.bytes).sliced(inside, bytes.size());
        m_isFrameWrong = m_isFrameWrong || !isRight;
        return;
    }
    m_hash.add(bytes);
    if (inside + bytes.size() < part.size)
        return;
    const DumpMember &member = m_layout->manifest().members[part.member];
    const QString hash = QString::fromLatin1(m_hash.result().toHex());
    if (!m_isPartGone && hash != member.sha256)
        m_faults.append({u"member"_s, member.name, u"its SHA-256 is %1, not %2"_s.arg(hash, member.sha256)});
}

QList<OffloadFault> StreamChecker::finish()
{
    if (!m_layout) {
        m_faults.append({u"archive"_s, {}, u"it does not begin with the manifest of a dump"_s});
        return m_faults;
    }
    if (m_isFrameWrong)
        m_faults.append({u"archive"_s, {}, u"what is between the members is not what the manifest says"_s});
    if (isBeyondEnd())
        m_faults.append({u"archive"_s, {}, u"something follows behind the dump"_s});
    if (m_at < m_layout->size()) {
        m_faults.append(
            {u"archive"_s, {}, u"it ends after %1 of %2 bytes"_s.arg(m_at).arg(m_layout->size())});
        skip(m_layout->size() - m_at, {});
    }
    return m_faults;
}

} // namespace muster::console
