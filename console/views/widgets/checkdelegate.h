// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/widgets/itemdelegate.h"

namespace muster::console {

/// Two lines, and in front of them a box that is ticked by a click on it or around it, or by Space; a click
/// on the lines only selects them. No box where the model allows none.
class CheckDelegate : public ItemDelegate
{
    Q_OBJECT
public:
    explicit CheckDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void drawBox(QPainter *painter, const QRectF &box, bool isChecked) const;
};

} // namespace muster::console
