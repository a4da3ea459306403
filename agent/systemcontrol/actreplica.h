// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/control.h"

#include <QCoroTask>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <chrono>
#include <optional>

namespace muster::agent {

class Composite;

/// A part of what was asked of a system: the document "act", whose id is the job's, "." and the part's
/// number.
struct ActPart
{
    SystemAct act = {};
    int part = 0;
    int parts = 1;

    static constexpr auto fields()
    {
        return std::tuple(field("act", &ActPart::act, "Of its members only some"),
                          field("part", &ActPart::part, "Which part, from 0").between(0, MaxMembers),
                          field("parts", &ActPart::parts, "Of how many").between(1, MaxMembers));
    }
    friend bool operator==(const ActPart &, const ActPart &) = default;
};

/// What was asked of the system, as all members know it: so that whoever coordinates next can tell what the
/// one before it had under way.
class ActReplica : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView Kind{"act"};
    static constexpr qsizetype Kept = 8; ///< acts of the system
    /// So many members fit into one document, whatever is said of them.
    static constexpr qsizetype MembersPerPart = 24;
    static constexpr qsizetype MaxSentence = 200; ///< characters that are kept of what is said of a member
    /// Until the members that are connected have what is begun; then it is begun all the same.
    static constexpr std::chrono::milliseconds BeginTime{2'000};
    /// What members come to is told to the others together.
    static constexpr std::chrono::milliseconds TellTogether{1'000};

    /// @param composite borrowed, outlives this
    explicit ActReplica(Composite &composite, QObject *parent = nullptr);

    /// Has the others know of an act before it is done. Ends within BeginTime; what could not be told is in
    /// the log.
    [[nodiscard]] QCoro::Task<> begin(SystemAct act);
    /// It has come further; told soon, and at once when it has ended.
    void note(const SystemAct &act);

    /// One act as it was told last, and who told it.
    struct Known
    {
        SystemAct act;
        QString teller; ///< node id
        bool isWhole = true; ///< all parts are here; else nobody was asked yet
    };
    /// The system's, those that began first first.
    [[nodiscard]] QList<Known> all() const;
    [[nodiscard]] std::optional<SystemAct> find(const QString &job) const;

Q_SIGNALS:
    /// Others have told, or forgotten, what they had under way.
    void changed();

private:
    static QCoro::Task<> tell(QPointer<ActReplica> self, SystemAct act);
    static QCoro::Task<> forget(QPointer<ActReplica> self);
    void tellSoon();

    Composite &m_composite;
    QHash<QString, SystemAct> m_untold; ///< by job
    QTimer m_soon;
};

} // namespace muster::agent
