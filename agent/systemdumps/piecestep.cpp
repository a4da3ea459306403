// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/piecestep.h"

#include "agent/dumps/membermaker.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr int Tries = 2; ///< of what came otherwise than it was said to be
constexpr qsizetype MaxNameBytes = 64;

/// Of a node's name what may be part of a member's.
QString plainName(const QString &node)
{
    QString plain;
    for (const QChar one : node) {
        const bool isPlain =
            (one.unicode() < 128 && one.isLetterOrNumber()) || one == u'-' || one == u'.' || one == u'_';
        plain.append(isPlain ? one : u'_');
    }
    return plain.left(MaxNameBytes);
}

/// @return why it is not there, or not as it was said to be; empty when it is
QString fetch(MemberMaker &maker, PieceSource &source, const QString &name, const DumpMember &member)
{
    QString why;
    for (int i = 0; i < Tries && !maker.isStopped(); ++i) {
        why.clear();
        const auto copied = maker.copy(name, member, [&](const MemberMaker::Feed &feed) {
            for (qint64 offset = 0; offset < member.size;) {
                const auto bytes = source.read(member.name, offset, maker.stop());
                if (!bytes)
                    return bytes.error().text;
                if (bytes->isEmpty())
                    return u"it ends after %1 of %2 bytes"_s.arg(offset).arg(member.size);
                offset += bytes->size();
                if (!feed(*bytes))
                    return QString();
            }
            return QString();
        });
        if (copied)
            return {};
        why = copied.error().text;
    }
    return why;
}

/// What is in the folder of a dump that is whole.
class KeptPiece : public PieceSource
{
public:
    KeptPiece(QString folder, DumpDetails details)
        : m_folder(std::move(folder))
        , m_details(std::move(details))
    {
    }
    Result<DumpDetails> made(std::chrono::milliseconds, std::stop_token) override { return m_details; }
    Result<QByteArray> read(const QString &member, qint64 offset, std::stop_token) override
    {
        QFile file(m_folder + member);
        if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
            return fail(ErrorCode::Io, u"cannot read %1: %2"_s.arg(file.fileName(), file.errorString()));
        return file.read(DumpReadChunk);
    }

private:
    QString m_folder;
    DumpDetails m_details;
};

} // namespace

std::shared_ptr<PieceSource> keptPiece(const QString &dumpFolder, const DumpManifest &dump,
                                       const DumpPiece &piece)
{
    const QString prefix = pieceFolder(piece.instance, piece.node);
    DumpDetails details;
    details.entry.id = piece.id;
    details.entry.state = piece.state;
    DumpManifest manifest;
    manifest.id = piece.id;
    manifest.state = piece.state;
    manifest.why = piece.missing;
    manifest.digest = piece.digest;
    manifest.at = piece.at.value_or(dump.at);
    for (DumpMember member : dump.members) {
        if (!member.name.startsWith(prefix))
            continue;
        member.name.remove(0, prefix.size());
        manifest.members.append(member);
    }
    details.manifest = manifest;
    return std::make_shared<KeptPiece>(dumpFolder + u'/' + prefix, details);
}

void PieceRecord::set(const DumpPiece &piece)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = std::ranges::find(m_pieces, piece.instance, &DumpPiece::instance);
    if (known != m_pieces.end())
        *known = piece;
}

QList<DumpPiece> PieceRecord::pieces() const
{
    const std::scoped_lock lock(m_mutex);
    return m_pieces;
}

QString pieceFolder(int instance, const QString &node)
{
    return u"%1-%2/"_s.arg(instance).arg(plainName(node));
}

CollectStep pieceStep(const DumpPiece &piece, std::shared_ptr<PieceSource> source,
                      std::shared_ptr<PieceRecord> record)
{
    const QString folder = pieceFolder(piece.instance, piece.node);
    const auto run = [piece, source, record, folder](MemberMaker &maker) {
        DumpPiece end = piece;
        const auto made = source->made(maker.timeLeft(), maker.stop());
        if (!made || !made->manifest) {
            end.state = DumpState::Failed;
            end.missing = made ? made->entry.why : made.error().text;
            record->set(end);
            maker.missing(folder + "piece"_L1, end.missing);
            return;
        }
        const DumpManifest &manifest = *made->manifest;
        end.id = manifest.id;
        end.state = manifest.state;
        end.digest = manifest.digest;
        end.at = manifest.at;
        end.size = 0;
        end.missing = manifest.why;
        int damaged = 0;
        for (const DumpMember &member : manifest.members) {
            if (maker.isStopped())
                return;
            const QString name = folder + member.name;
            const bool isThere = !member.sha256.isEmpty();
            const QString why = isThere ? fetch(maker, *source, name, member) : member.missing;
            if (isThere && why.isEmpty())
                end.size += member.size;
            else
                maker.missing(name, why);
            damaged += isThere && !why.isEmpty() ? 1 : 0;
        }
        if (damaged > 0) {
            end.state = DumpState::Partial;
            end.missing = u"%1 of its %2 members did not come as they were said to be"_s.arg(damaged).arg(
                manifest.members.size());
        }
        record->set(end);
    };
    return {folder + "piece"_L1, true, run};
}

} // namespace muster::agent
