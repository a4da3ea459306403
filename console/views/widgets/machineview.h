// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/shownstate.h"
#include "console/views/models/cell.h"
#include "console/views/theme/theme.h"

#include <QWidget>

class QPainter;

namespace muster::console {

/// A picture of a composite machine: its members in rows, with power, boot and health. Says nothing that the
/// tables do not say as well.
class MachineView : public QWidget
{
    Q_OBJECT
public:
    explicit MachineView(const Theme &theme, QWidget *parent = nullptr);

    void show(const Fleet &fleet, const FleetSystem &system, const std::optional<ShownState> &shown,
              Timestamp now);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Part
    {
        int instance = 1;
        QString name;
        Mark mark = Mark::Unknown;
        QString power; ///< of chassis or host, in words
        std::optional<double> boot; ///< how far, from 0 to 1
        bool isStale = false;
        std::optional<Timestamp> knownAt; ///< of one that is stale
        friend bool operator==(const Part &, const Part &) = default;
    };

    [[nodiscard]] static Part partOf(const SystemMember &member, const FleetNode *node,
                                     const std::optional<ShownState> &shown, Timestamp now);
    [[nodiscard]] bool isCompact() const;
    [[nodiscard]] QSize tile() const;
    [[nodiscard]] int perRow(int width) const;
    void paintPart(QPainter &painter, const QRect &area, const Part &part) const;

    const Theme &m_theme;
    QList<Part> m_parts;
};

} // namespace muster::console
