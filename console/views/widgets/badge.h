// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/cell.h"
#include "console/views/theme/theme.h"

#include <QWidget>

namespace muster::console {

/// A state in a pill: mark and words.
class Badge : public QWidget
{
    Q_OBJECT
public:
    explicit Badge(const Theme &theme, QWidget *parent = nullptr);

    void set(Mark mark, const QString &text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Mark m_mark = Mark::Unknown;
    QString m_text;
};

} // namespace muster::console
