// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class Composite;
class DumpService;
class DumpCopies;
class SystemDumps;

/// What all members know of a system's dump: the document "dump", whose id is the dump's.
struct DumpRecord
{
    DumpEntry entry;
    QList<DumpPiece> pieces;
    QString copiesGivenUp = {};

    static constexpr auto fields()
    {
        return std::tuple(field("entry", &DumpRecord::entry, "The dump as the coordinator lists it"),
                          field("pieces", &DumpRecord::pieces, "The members' pieces").between(0, 1024),
                          field("copiesGivenUp", &DumpRecord::copiesGivenUp,
                                "Why no copies of its files are kept; empty when they are")
                              .optional());
    }
    friend bool operator==(const DumpRecord &, const DumpRecord &) = default;
};

/// Keeps a system's dumps through what happens to its members. All know of each dump; whoever coordinates
/// after another makes those that it has not out of a copy, or else out of the pieces; a member that comes
/// back adds its piece; and a dump that is deleted is deleted on all members, also on those that were away.
class DumpRecords : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView Kind{"dump"};
    /// After a change of members or coordinator: so many come at once.
    static constexpr std::chrono::milliseconds Calm{1'000};
    /// A piece that was missing is asked for no longer than this after the dump.
    static constexpr std::chrono::hours CompletedWithin{24};

    /// A copy whose member is away is waited for so long before the pieces are taken instead: it may have
    /// what no piece has.
    static constexpr std::chrono::minutes CopyPatience{2};
    static constexpr std::chrono::milliseconds CopyRetry{5'000};

    /// All are borrowed and outlive this.
    DumpRecords(Composite &composite, DumpService &dumps, SystemDumps &system, DumpCopies &copies,
                QObject *parent = nullptr);

private:
    void note(const DumpEntry &entry);
    void noteErased(const QString &id);
    void follow(const QString &id);
    void look();
    [[nodiscard]] bool isMissing(const DumpRecord &record) const;
    [[nodiscard]] bool isToBeHad(const DumpPiece &piece, const QString &dump) const;
    static QCoro::Task<> write(QPointer<DumpRecords> self, QString id);
    static QCoro::Task<> forget(QPointer<DumpRecords> self, QString id);
    static QCoro::Task<> removeHere(QPointer<DumpRecords> self, QStringList ids);
    [[nodiscard]] bool isToBeWaitedFor(const QString &id, const Error &why);
    static QCoro::Task<> bringBack(QPointer<DumpRecords> self, DumpRecord record);
    static QCoro::Task<> completeOne(QPointer<DumpRecords> self, QString id);

    Composite &m_composite;
    DumpService &m_dumps;
    SystemDumps &m_system;
    DumpCopies &m_copies;
    QTimer m_calm;
    QTimer m_copyRetry;
    QHash<QString, std::chrono::steady_clock::time_point>
        m_missed; ///< since when, by dump whose copy is away
    QHash<QString, QSet<QString>> m_asked; ///< dumps by member: asked for its piece since it was connected
    QSet<QString> m_tried; ///< dumps that are being made again or completed
};

} // namespace muster::agent
