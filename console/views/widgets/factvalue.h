// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/widgets/label.h"

namespace muster::console {

/// A value that wraps also inside of words. It can be marked with the mouse, and is copied as it is: without
/// the characters that let it wrap.
class FactValue : public Label
{
    Q_OBJECT
public:
    /// @param isFixed an id, path or unit name: no word is kept whole
    FactValue(const Theme &theme, bool isFixed, QWidget *parent = nullptr);

    void setValue(const QString &value);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QString marked() const; ///< all of it when nothing is marked

    QString m_value;
    bool m_isFixed;
};

} // namespace muster::console
