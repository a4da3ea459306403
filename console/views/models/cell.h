// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/marks.h"
#include "shared/model/timestamp.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace muster::console {

/// How a text is meant; the delegate picks the colour.
enum class Tone { Plain, Dim, Well, Care, Critical, Stale };

/// What one place of a table or list shows.
struct Cell
{
    QString text = {};
    std::optional<Mark> mark = {};
    Tone tone = Tone::Plain;
    bool isFixed = false; ///< a name of a machine's thing: unit, id, address
    bool isBold = false;
    std::optional<Timestamp> time = {}; ///< shown as its age; by the console's clock
    QString hint = {}; ///< more, on hover; never the only place that says it
    std::optional<qint64> order = {}; ///< sorted by this where given, else by time, else by text

    friend bool operator==(const Cell &, const Cell &) = default;
};

/// A row knows what it is about, so that selection and evidence need not parse texts.
struct Row
{
    QString key; ///< unique in the model, the same while the thing lasts
    QString nodeId = {};
    QString objectId = {}; ///< failure, unit, job or system, by the model's kind
    QList<Cell> cells = {};
};

/// One column: its stable name for JSON and settings, its title for people.
struct Column
{
    QByteArray name;
    QString title;
    int width = 120; ///< at first, in pixels
    bool isShown = true; ///< at first
    int least = 0; ///< no narrower where there is little room, in pixels; 0: as is usual for its width
};

/// Data roles beside Qt's own.
enum CellRole {
    MarkRole = Qt::UserRole + 1, ///< int of Mark
    ToneRole, ///< int of Tone
    FixedRole, ///< bool
    BoldRole, ///< bool
    TimeRole, ///< QDateTime, of a cell shown as an age
    OrderRole, ///< what sorting compares
    ChangedRole, ///< bool: changed within the last second
    KeyRole,
    NodeIdRole,
    ObjectIdRole,
    DetailRole, ///< second line of a list
    BadgeRole, ///< short text in a pill at the right
    BadgeToneRole,
    SectionRole, ///< bool: a heading of a group
    ColumnNameRole, ///< of a header: Column::name
    ColumnWidthRole, ///< of a header: Column::width
    ColumnLeastRole, ///< of a header: Column::least
    ColumnShownRole, ///< of a header: Column::isShown
};

/// What a cell says of itself, by role; nothing of what its row is about.
[[nodiscard]] QVariant dataOf(const Cell &cell, int role);
/// What a row says of one of its cells, by role.
[[nodiscard]] QVariant dataOf(const Row &row, int column, int role);
/// As it is shown: a time as its age.
[[nodiscard]] QString shownText(const Cell &cell);
/// What a column says of itself, by role of a horizontal header.
[[nodiscard]] QVariant headerOf(const Column &column, int role);
[[nodiscard]] QString markWord(Mark mark); ///< for screen readers and copied text
[[nodiscard]] QString ageOrClock(Timestamp time); ///< "2 min ago", after a month the date

} // namespace muster::console
