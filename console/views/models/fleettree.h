// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/cell.h"
#include "console/views/place.h"

#include <QCoreApplication>
#include <QSet>

namespace muster::console {

/// One entry of the fleet tree as it should be.
struct TreeEntry
{
    QString key; ///< unique among all entries, the same while the thing lasts
    QString text;
    std::optional<Place> place = {}; ///< where it leads; none for headings and folds
    std::optional<Mark> mark = {};
    Tone tone = Tone::Plain;
    QString badge = {};
    Tone badgeTone = Tone::Plain;
    std::optional<Timestamp> heard = {}; ///< shown as its age in the badge
    QString hint = {};
    bool isSection = false;
    QString folds = {}; ///< key of the section that it unfolds or folds
    QList<TreeEntry> children = {};
};

/// What of the tree is unfolded by hand.
struct TreeFolding
{
    static constexpr qsizetype MaxQuiet = 8; ///< so many well ones are shown beside the unwell before folding

    QSet<QString> unfolded; ///< keys of sections
    QString shown; ///< key of an entry that is never folded away, as it is selected
};

/// The fleet as a tree: Now; Systems, unwell first, members by number; Lone nodes; Found, not paired.
class FleetTree
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::FleetTree)
public:
    [[nodiscard]] static QList<TreeEntry> of(const Fleet &fleet, const TreeFolding &folding);
    [[nodiscard]] static QString keyOf(const Place &place);

private:
    [[nodiscard]] static TreeEntry present(const Fleet &fleet);
    [[nodiscard]] static TreeEntry systems(const Fleet &fleet, const TreeFolding &folding);
    [[nodiscard]] static TreeEntry loneNodes(const Fleet &fleet, const TreeFolding &folding);
    [[nodiscard]] static TreeEntry found(const Fleet &fleet);
    [[nodiscard]] static TreeEntry ofSystem(const Fleet &fleet, const FleetSystem &system);
    [[nodiscard]] static TreeEntry ofNode(const FleetNode &node, const QString &text);
    static void fold(TreeEntry &section, const TreeFolding &folding);
};

} // namespace muster::console
