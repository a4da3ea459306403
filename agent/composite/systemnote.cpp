// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/systemnote.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString NoteKind = u"note"_s;
const QString NoteId = u"system"_s;

/// Of two that were written apart from each other none is lost: the later one first.
QByteArray mergeNotes(QByteArrayView earlier, QByteArrayView later)
{
    const auto before = fromJson<SystemNote>(earlier);
    auto merged = fromJson<SystemNote>(later);
    if (!before || !merged)
        return (merged ? later : earlier).toByteArray();
    if (!merged->text.contains(before->text))
        merged->text = (merged->text + u" / "_s + before->text).left(int(SystemNote::MaxText));
    return toJson(*merged);
}

} // namespace

SystemNotes::SystemNotes(Replication &replication, QObject *parent)
    : QObject(parent)
    , m_replication(replication)
{
    replication.setMerge(NoteKind, mergeNotes);
    connect(&replication, &Replication::changed, this, [this](const QString &kind) {
        if (kind == NoteKind)
            Q_EMIT changed();
    });
}

std::optional<SystemNote> SystemNotes::note() const
{
    const auto note = m_replication.get<SystemNote>(NoteKind, NoteId);
    return note ? std::optional(*note) : std::nullopt;
}

QCoro::Task<Result<Nothing>> SystemNotes::set(CallContext context, QString text)
{
    Result<VersionCount> written;
    if (text.trimmed().isEmpty()) {
        if (!note())
            co_return Result<Nothing>(Nothing());
        written = co_await m_replication.remove(NoteKind, NoteId);
    } else {
        const SystemNote note{text.trimmed(), context.peerName, now()};
        written = co_await m_replication.put(NoteKind, NoteId, note);
    }
    co_return written ? Result<Nothing>(Nothing()) : fail(written.error());
}

} // namespace muster::agent
