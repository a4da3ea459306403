// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/units/unitfile.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace muster::agent {

/// What all files together ask for one unit.
struct WatchedUnit
{
    bool isImmediate = false; ///< it fails with its first crash
    std::optional<TargetWatch> target; ///< which ends of its jobs count; none: only its state does
    Recovery recovery;
    CrashLoopLimit crashLoop;
    QStringList files; ///< that name it, by name

    friend bool operator==(const WatchedUnit &, const WatchedUnit &) = default;
};

/// The files of a units.d folder as one. Where several name a unit: immediate in one is immediate; target,
/// recovery and crash-loop limits are those of the last file, by name, that gives them.
class WatchList
{
public:
    /// At most so many contradictions, and so many notes, are told, of more only their number.
    static constexpr qsizetype MaxFindings = 16;

    WatchList() = default;
    /// @param files by their names
    explicit WatchList(const QMap<QString, UnitFile> &files);

    [[nodiscard]] const QMap<QString, WatchedUnit> &units() const { return m_units; }
    [[nodiscard]] QStringList names() const { return m_units.keys(); } ///< sorted
    [[nodiscard]] QList<TargetWatch> targets() const; ///< those in force, by name
    /// Where files contradict each other, and which of them counts; one sentence each.
    [[nodiscard]] QStringList contradictions() const;
    /// The same, and where less is watched than a file seems to say.
    [[nodiscard]] QStringList findings() const;

    friend bool operator==(const WatchList &one, const WatchList &other)
    {
        return one.m_units == other.m_units;
    }

private:
    void add(const QString &name, const UnitFile &file);
    template <typename T>
    void settle(const QString &unit, const char *what, T &inForce, const T &wanted, QString &from,
                const QString &file);

    /// Which file gave what is in force; empty while none has.
    struct Origin
    {
        QString target;
        QString recovery;
        QString crashLoop;
    };

    QMap<QString, WatchedUnit> m_units;
    QMap<QString, Origin> m_origins;
    QStringList m_contradictions;
    qsizetype m_unlisted = 0; ///< contradictions beyond MaxFindings
    QStringList m_notes;
};

} // namespace muster::agent
