import re
try: a1
except NameError: pass
try: a2
except NameError: pass
try: n0
except NameError: pass
try: n1
except NameError: pass
try: n2
except NameError: pass
try: n3
except NameError: pass
try: n4
except NameError: pass
try: n5
except NameError: pass
try: n6
except NameError: pass
try: n7
except NameError: pass
try: n8
except NameError: pass
try: n9
except NameError: pass
try: n10
except NameError: pass
try: n11
except NameError: pass
try: n12
except NameError: pass
try: n13
except NameError: pass
try: n14
except NameError: pass
try: n15
except NameError: pass
try: n16
except NameError: pass
try: n17
except NameError: pass
try: n18
except NameError: pass
try: n19
except NameError: pass
try: n20
except NameError: pass
try: n21
except NameError: pass
try: n22
except NameError: pass
try: n23
except NameError: pass
try: n24
except NameError: pass
try: n25
except NameError: pass
try: n26
except NameError: pass
try: n27
except NameError: pass
try: n28
except NameError: pass
try: n29
except NameError: pass
try: n30
except NameError: pass
try: n31
except NameError: pass
try: n32
except NameError: pass
try: n33
except NameError: pass
try: n34
except NameError: pass
try: n35
except NameError: pass
try: n36
except NameError: pass
try: n37
except NameError: pass
try: n38
except NameError: pass
try: n39
except NameError: pass
try: n40
except NameError: pass
try: n41
except NameError: pass
try: n42
except NameError: pass
try: n43
except NameError: pass
try: n44
except NameError: pass
try: n45
except NameError: pass
try: n46
except NameError: pass
try: n47
except NameError: pass
try: n48
except NameError: pass
try: n49
except NameError: pass
try: n50
except NameError: pass
try: n51
except NameError: pass
try: n52
except NameError: pass
try: n53
except NameError: pass
try: n54
except NameError: pass
try: n55
except NameError: pass
try: n56
except NameError: pass
try: n57
except NameError: pass
try: n58
except NameError: pass
try: n59
except NameError: pass
try: n60
except NameError: pass
try: n61
except NameError: pass
try: n62
except NameError: pass
try: n63
except NameError: pass
try: n64
except NameError: pass
try: n65
except NameError: pass
try: n66
except NameError: pass
try: n67
except NameError: pass
try: n68
except NameError: pass
try: n69
except NameError: pass
try: n70
except NameError: pass
try: n71
except NameError: pass
try: n72
except NameError: pass
try: n73
except NameError: pass
try: n74
except NameError: pass
try: n75
except NameError: pass
try: n76
except NameError: pass
try: n77
except NameError: pass
try: n78
except NameError: pass
try: n79
except NameError: pass
try: n80
except NameError: pass
try: n81
except NameError: pass
try: n82
except NameError: pass
try: n83
except NameError: pass
try: n84
except NameError: pass
try: n85
except NameError: pass
try: n86
except NameError: pass
try: n87
except NameError: pass
try: n88
except NameError: pass
try: n89
except NameError: pass
try: n90
except NameError: pass
try: n91
except NameError: pass
try: n92
except NameError: pass
try: n93
except NameError: pass
try: n94
except NameError: pass
try: n95
except NameError: pass
try: n96
except NameError: pass
try: n97
except NameError: pass
try: n98
except NameError: pass
try: n99
except NameError: pass
try: n100
except NameError: pass
try: n101
except NameError: pass
try: n102
except NameError: pass
try: n103
except NameError: pass
try: n104
except NameError: pass
try: n105
except NameError: pass
try: n106
except NameError: pass
try: n107
except NameError: pass
try: n108
except NameError: pass
try: n109
except NameError: pass
try: n110
except NameError: pass
try: n111
except NameError: pass
try: n112
except NameError: pass
try: n113
except NameError: pass
try: n114
except NameError: pass
try: n115
except NameError: pass
try: n116
except NameError: pass
try: n117
except NameError: pass
try: n118
except NameError: pass
try: n119
except NameError: pass
try: n120
except NameError: pass
try: n121
except NameError: pass
try: n122
except NameError: pass
try: n123
except NameError: pass
try: n124
except NameError: pass
try: n125
except NameError: pass
try: n126
except NameError: pass
try: n127
except NameError: pass
try: n128
except NameError: pass
try: n129
except NameError: pass
try: n130
except NameError: pass
try: n131
except NameError: pass
try: n132
except NameError: pass
try: n133
except NameError: pass
try: n134
except NameError: pass
try: n135
except NameError: pass
try: n136
except NameError: pass
try: n137
except NameError: pass
try: n138
except NameError: pass
try: n139
except NameError: pass
try: n140
except NameError: pass
try: n141
except NameError: pass
try: n142
except NameError: pass
try: n143
except NameError: pass
try: n144
except NameError: pass
try: n145
except NameError: pass
try: n146
except NameError: pass
try: n147
except NameError: pass
try: n148
except NameError: pass
try: n149
except NameError: pass
try: n150
except NameError: pass
try: n151
except NameError: pass
try: n152
except NameError: pass
try: n153
except NameError: pass
try: n154
except NameError: pass
try: n155
except NameError: pass
try: n156
except NameError: pass
try: n157
except NameError: pass
try: n158
except NameError: pass
try: n159
except NameError: pass
try: n160
except NameError: pass
try: n161
except NameError: pass
try: n162
except NameError: pass
try: n163
except NameError: pass
try: n164
except NameError: pass
try: n165
except NameError: pass
try: n166
except NameError: pass
try: n167
except NameError: pass
try: n168
except NameError: pass
try: n169
except NameError: pass
try: n170
except NameError: pass
try: n171
except NameError: pass
try: n172
except NameError: pass
try: n173
except NameError: pass
try: n174
except NameError: pass
try: n175
except NameError: pass
try: n176
except NameError: pass
try: n177
except NameError: pass
try: n178
except NameError: pass
try: n179
except NameError: pass
try: n180
except NameError: pass
try: n181
except NameError: pass
try: n182
except NameError: pass
try: n183
except NameError: pass
try: n184
except NameError: pass
try: n185
except NameError: pass
try: n186
except NameError: pass
try: n187
except NameError: pass
try: n188
except NameError: pass
try: n189
except NameError: pass
try: n190
except NameError: pass
try: n191
except NameError: pass
try: n192
except NameError: pass
try: n193
except NameError: pass
try: n194
except NameError: pass
try: n195
except NameError: pass
try: n196
except NameError: pass
try: n197
except NameError: pass
try: n198
except NameError: pass
try: n199
except NameError: pass
try: n200
except NameError: pass
try: n201
except NameError: pass
try: n202
except NameError: pass
try: n203
except NameError: pass
try: n204
except NameError: pass
try: n205
except NameError: pass
try: n206
except NameError: pass
try: n207
except NameError: pass
try: n208
except NameError: pass
try: n209
except NameError: pass
try: n210
except NameError: pass
try: n211
except NameError: pass
try: n212
except NameError: pass
try: n213
except NameError: pass
try: n214
except NameError: pass
try: n215
except NameError: pass
try: n216
except NameError: pass
try: n217
except NameError: pass
try: n218
except NameError: pass
try: n219
except NameError: pass
try: n220
except NameError: pass
try: n221
except NameError: pass
try: n222
except NameError: pass
try: n223
except NameError: pass
try: n224
except NameError: pass
try: n225
except NameError: pass
try: n226
except NameError: pass
try: n227
except NameError: pass
try: n228
except NameError: pass
try: n229
except NameError: pass
try: n230
except NameError: pass
try: n231
except NameError: pass
try: n232
except NameError: pass
try: n233
except NameError: pass
try: n234
except NameError: pass
try: n235
except NameError: pass
try: n236
except NameError: pass
try: n237
except NameError: pass
try: n238
except NameError: pass
try: n239
except NameError: pass
try: n240
except NameError: pass
try: n241
except NameError: pass
try: n242
except NameError: pass
try: n243
except NameError: pass
try: n244
except NameError: pass
try: n245
except NameError: pass
try: n246
except NameError: pass
try: n247
except NameError: pass
try: n248
except NameError: pass
try: n249
except NameError: pass
try: n250
except NameError: pass
try: n251
except NameError: pass
try: n252
except NameError: pass
try: n253
except NameError: pass
try: n254
except NameError: pass
try: n255
except NameError: pass
try: n256
except NameError: pass
try: n257
except NameError: pass
try: n258
except NameError: pass
try: n259
except NameError: pass
try: n260
except NameError: pass
try: n261
except NameError: pass
try: n262
except NameError: pass
try: n263
except NameError: pass
try: n264
except NameError: pass
try: n265
except NameError: pass
try: n266
except NameError: pass
try: n267
except NameError: pass
try: n268
except NameError: pass
try: n269
except NameError: pass
try: n270
except NameError: pass
try: n271
except NameError: pass
try: n272
except NameError: pass
try: n273
except NameError: pass
try: n274
except NameError: pass
try: n275
except NameError: pass
try: n276
except NameError: pass
try: n277
except NameError: pass
try: n278
except NameError: pass
try: n279
except NameError: pass
try: n280
except NameError: pass
try: n281
except NameError: pass
try: n282
except NameError: pass
try: n283
except NameError: pass
try: n284
except NameError: pass
try: n285
except NameError: pass
try: n286
except NameError: pass
try: n287
except NameError: pass
try: n288
except NameError: pass
try: n289
except NameError: pass
try: n290
except NameError: pass
try: n291
except NameError: pass
try: n292
except NameError: pass
try: n293
except NameError: pass
try: n294
except NameError: pass
try: n295
except NameError: pass
try: n296
except NameError: pass
try: n297
except NameError: pass
try: n298
except NameError: pass
try: n299
except NameError: pass
try: n300
except NameError: pass
try: n301
except NameError: pass
try: n302
except NameError: pass
try: n303
except NameError: pass
try: n304
except NameError: pass
try: n305
except NameError: pass
try: n306
except NameError: pass
try: n307
except NameError: pass
try: n308
except NameError: pass
try: n309
except NameError: pass
try: n310
except NameError: pass
try: n311
except NameError: pass
try: n312
except NameError: pass
try: n313
except NameError: pass
try: n314
except NameError: pass
try: n315
except NameError: pass
try: n316
except NameError: pass
try: n317
except NameError: pass
try: n318
except NameError: pass
try: n319
except NameError: pass
try: n320
except NameError: pass
try: n321
except NameError: pass
try: n322
except NameError: pass
try: n323
except NameError: pass
try: n324
except NameError: pass
try: n325
except NameError: pass
try: n326
except NameError: pass
try: n327
except NameError: pass
try: n328
except NameError: pass
try: n329
except NameError: pass
try: n330
except NameError: pass
try: n331
except NameError: pass
try: n332
except NameError: pass
try: n333
except NameError: pass
try: n334
except NameError: pass
try: n335
except NameError: pass
try: n336
except NameError: pass
try: n337
except NameError: pass
try: n338
except NameError: pass
try: n339
except NameError: pass
try: n340
except NameError: pass
try: n341
except NameError: pass
try: n342
except NameError: pass
try: n343
except NameError: pass
try: n344
except NameError: pass
try: n345
except NameError: pass
try: n346
except NameError: pass
try: n347
except NameError: pass
try: n348
except NameError: pass
try: n349
except NameError: pass
try: n350
except NameError: pass
try: n351
except NameError: pass
try: n352
except NameError: pass
try: n353
except NameError: pass
try: n354
except NameError: pass
try: n355
except NameError: pass
try: n356
except NameError: pass
try: n357
except NameError: pass
try: n358
except NameError: pass
try: n359
except NameError: pass
try: n360
except NameError: pass
try: n361
except NameError: pass
try: n362
except NameError: pass
try: n363
except NameError: pass
try: n364
except NameError: pass
try: n365
except NameError: pass
try: n366
except NameError: pass
try: n367
except NameError: pass
try: n368
except NameError: pass
try: n369
except NameError: pass
try: n370
except NameError: pass
try: n371
except NameError: pass
try: n372
except NameError: pass
try: n373
except NameError: pass
try: n374
except NameError: pass
try: n375
except NameError: pass
try: n376
except NameError: pass
try: n377
except NameError: pass
try: n378
except NameError: pass
try: n379
except NameError: pass
try: n380
except NameError: pass
try: n381
except NameError: pass
try: n382
except NameError: pass
try: n383
except NameError: pass
try: n384
except NameError: pass
try: n385
except NameError: pass
try: n386
except NameError: pass
try: n387
except NameError: pass
try: n388
except NameError: pass
try: n389
except NameError: pass
try: n390
except NameError: pass
try: n391
except NameError: pass
try: n392
except NameError: pass
try: n393
except NameError: pass
try: n394
except NameError: pass
try: n395
except NameError: pass
try: n396
except NameError: pass
try: n397
except NameError: pass
try: n398
except NameError: pass
try: n399
except NameError: pass
try: n400
except NameError: pass
try: n401
except NameError: pass
try: n402
except NameError: pass
try: n403
except NameError: pass
try: n404
except NameError: pass
try: n405
except NameError: pass
try: n406
except NameError: pass
try: n407
except NameError: pass
try: n408
except NameError: pass
try: n409
except NameError: pass
try: n410
except NameError: pass
try: n411
except NameError: pass
try: n412
except NameError: pass
try: n413
except NameError: pass
try: n414
except NameError: pass
try: n415
except NameError: pass
try: n416
except NameError: pass
try: n417
except NameError: pass
try: n418
except NameError: pass
try: n419
except NameError: pass
try: n420
except NameError: pass
try: n421
except NameError: pass
try: n422
except NameError: pass
try: n423
except NameError: pass
try: n424
except NameError: pass
try: n425
except NameError: pass
try: n426
except NameError: pass
try: n427
except NameError: pass
try: n428
except NameError: pass
try: n429
except NameError: pass
try: n430
except NameError: pass
try: n431
except NameError: pass
try: n432
except NameError: pass
try: n433
except NameError: pass
try: n434
except NameError: pass
try: n435
except NameError: pass
try: n436
except NameError: pass
try: n437
except NameError: pass
try: n438
except NameError: pass
try: n439
except NameError: pass
try: n440
except NameError: pass
try: n441
except NameError: pass
try: n442
except NameError: pass
try: n443
except NameError: pass
try: n444
except NameError: pass
try: n445
except NameError: pass
try: n446
except NameError: pass
try: n447
except NameError: pass
try: n448
except NameError: pass
try: n449
except NameError: pass
try: n450
except NameError: pass
try: n451
except NameError: pass
try: n452
except NameError: pass
try: n453
except NameError: pass
try: n454
except NameError: pass
try: n455
except NameError: pass
try: n456
except NameError: pass
try: n457
except NameError: pass
try: n458
except NameError: pass
try: n459
except NameError: pass
try: n460
except NameError: pass
try: n461
except NameError: pass
try: n462
except NameError: pass
try: n463
except NameError: pass
try: n464
except NameError: pass
try: n465
except NameError: pass
try: n466
except NameError: pass
try: n467
except NameError: pass
try: n468
except NameError: pass
try: n469
except NameError: pass
try: n470
except NameError: pass
try: n471
except NameError: pass
try: n472
except NameError: pass
try: n473
except NameError: pass
try: n474
except NameError: pass
try: n475
except NameError: pass
try: n476
except NameError: pass
try: n477
except NameError: pass
try: n478
except NameError: pass
try: n479
except NameError: pass
try: n480
except NameError: pass
try: n481
except NameError: pass
try: n482
except NameError: pass
try: n483
except NameError: pass
try: n484
except NameError: pass
try: n485
except NameError: pass
try: n486
except NameError: pass
try: n487
except NameError: pass
try: n488
except NameError: pass
try: n489
except NameError: pass
try: n490
except NameError: pass
try: n491
except NameError: pass
try: n492
except NameError: pass
try: n493
except NameError: pass
try: n494
except NameError: pass
try: n495
except NameError: pass
try: n496
except NameError: pass
try: n497
except NameError: pass
try: n498
except NameError: pass
try: n499
except NameError: pass
try: n500
except NameError: pass
try: n501
except NameError: pass
try: n502
except NameError: pass
try: n503
except NameError: pass
try: n504
except NameError: pass
try: n505
except NameError: pass
try: n506
except NameError: pass
try: n507
except NameError: pass
try: n508
except NameError: pass
try: n509
except NameError: pass
try: n510
except NameError: pass
try: n511
except NameError: pass
try: n512
except NameError: pass
try: n513
except NameError: pass
try: n514
except NameError: pass
try: n515
except NameError: pass
try: n516
except NameError: pass
try: n517
except NameError: pass
try: n518
except NameError: pass
try: n519
except NameError: pass
try: n520
except NameError: pass
try: n521
except NameError: pass
try: n522
except NameError: pass
try: n523
except NameError: pass
try: n524
except NameError: pass
try: n525
except NameError: pass
try: n526
except NameError: pass
try: n527
except NameError: pass
try: n528
except NameError: pass
try: n529
except NameError: pass
try: n530
except NameError: pass
try: n531
except NameError: pass
try: n532
except NameError: pass
try: n533
except NameError: pass
try: n534
except NameError: pass
try: n535
except NameError: pass
try: n536
except NameError: pass
try: n537
except NameError: pass
try: n538
except NameError: pass
try: n539
except NameError: pass
try: n540
except NameError: pass
try: n541
except NameError: pass
try: n542
except NameError: pass
try: n543
except NameError: pass
try: n544
except NameError: pass
try: n545
except NameError: pass
try: n546
except NameError: pass
try: n547
except NameError: pass
try: n548
except NameError: pass
try: n549
except NameError: pass
try: n550
except NameError: pass
try: n551
except NameError: pass
try: n552
except NameError: pass
try: n553
except NameError: pass
try: n554
except NameError: pass
try: n555
except NameError: pass
try: n556
except NameError: pass
try: n557
except NameError: pass
try: n558
except NameError: pass
try: n559
except NameError: pass
try: n560
except NameError: pass
try: n561
except NameError: pass
try: n562
except NameError: pass
try: n563
except NameError: pass
try: n564
except NameError: pass
try: n565
except NameError: pass
try: n566
except NameError: pass
try: n567
except NameError: pass
try: n568
except NameError: pass
try: n569
except NameError: pass
try: n570
except NameError: pass
try: n571
except NameError: pass
try: n572
except NameError: pass
try: n573
except NameError: pass
try: n574
except NameError: pass
try: n575
except NameError: pass
try: n576
except NameError: pass
try: n577
except NameError: pass
try: n578
except NameError: pass
try: n579
except NameError: pass
try: n580
except NameError: pass
try: n581
except NameError: pass
try: n582
except NameError: pass
try: n583
except NameError: pass
try: n584
except NameError: pass
try: n585
except NameError: pass
try: n586
except NameError: pass
try: n587
except NameError: pass
try: n588
except NameError: pass
try: n589
except NameError: pass
try: n590
except NameError: pass
try: n591
except NameError: pass
try: n592
except NameError: pass
try: n593
except NameError: pass
try: n594
except NameError: pass
try: n595
except NameError: pass
try: n596
except NameError: pass
try: n597
except NameError: pass
try: n598
except NameError: pass
try: n599
except NameError: pass
try: n600
except NameError: pass
try: n601
except NameError: pass
try: n602
except NameError: pass
try: n603
except NameError: pass
try: n604
except NameError: pass
try: n605
except NameError: pass
try: n606
except NameError: pass
try: n607
except NameError: pass
try: n608
except NameError: pass
try: n609
except NameError: pass
try: n610
except NameError: pass
try: n611
except NameError: pass
try: n612
except NameError: pass
try: n613
except NameError: pass
try: n614
except NameError: pass
try: n615
except NameError: pass
try: n616
except NameError: pass
try: n617
except NameError: pass
try: n618
except NameError: pass
try: n619
except NameError: pass
try: n620
except NameError: pass
try: n621
except NameError: pass
try: n622
except NameError: pass
try: n623
except NameError: pass
try: n624
except NameError: pass
try: n625
except NameError: pass
try: n626
except NameError: pass
try: n627
except NameError: pass
try: n628
except NameError: pass
try: n629
except NameError: pass
try: n630
except NameError: pass
try: n631
except NameError: pass
try: n632
except NameError: pass
try: n633
except NameError: pass
try: n634
except NameError: pass
try: n635
except NameError: pass
try: n636
except NameError: pass
try: n637
except NameError: pass
try: n638
except NameError: pass
try: n639
except NameError: pass
try: n640
except NameError: pass
try: n641
except NameError: pass
try: n642
except NameError: pass
try: n643
except NameError: pass
try: n644
except NameError: pass
try: n645
except NameError: pass
try: n646
except NameError: pass
try: n647
except NameError: pass
try: n648
except NameError: pass
try: n649
except NameError: pass
try: n650
except NameError: pass
try: n651
except NameError: pass
try: n652
except NameError: pass
try: n653
except NameError: pass
try: n654
except NameError: pass
try: n655
except NameError: pass
try: n656
except NameError: pass
try: n657
except NameError: pass
try: n658
except NameError: pass
try: n659
except NameError: pass
try: n660
except NameError: pass
try: n661
except NameError: pass
try: n662
except NameError: pass
try: n663
except NameError: pass
try: n664
except NameError: pass
try: n665
except NameError: pass
try: n666
except NameError: pass
try: n667
except NameError: pass
try: n668
except NameError: pass
try: n669
except NameError: pass
try: n670
except NameError: pass
try: n671
except NameError: pass
try: n672
except NameError: pass
try: n673
except NameError: pass
try: n674
except NameError: pass
try: n675
except NameError: pass
try: n676
except NameError: pass
try: n677
except NameError: pass
try: n678
except NameError: pass
try: n679
except NameError: pass
try: n680
except NameError: pass
try: n681
except NameError: pass
try: n682
except NameError: pass
try: n683
except NameError: pass
try: n684
except NameError: pass
try: n685
except NameError: pass
try: n686
except NameError: pass
try: n687
except NameError: pass
try: n688
except NameError: pass
try: n689
except NameError: pass
try: n690
except NameError: pass
try: n691
except NameError: pass
try: n692
except NameError: pass
try: n693
except NameError: pass
try: n694
except NameError: pass
try: n695
except NameError: pass
try: n696
except NameError: pass
try: n697
except NameError: pass
try: n698
except NameError: pass
try: n699
except NameError: pass
try: n700
except NameError: pass
try: n701
except NameError: pass
try: n702
except NameError: pass
try: n703
except NameError: pass
try: n704
except NameError: pass
try: n705
except NameError: pass
try: n706
except NameError: pass
try: n707
except NameError: pass
try: n708
except NameError: pass
try: n709
except NameError: pass
try: n710
except NameError: pass
try: n711
except NameError: pass
try: n712
except NameError: pass
try: n713
except NameError: pass
try: n714
except NameError: pass
try: n715
except NameError: pass
try: n716
except NameError: pass
try: n717
except NameError: pass
try: n718
except NameError: pass
try: n719
except NameError: pass
try: n720
except NameError: pass
try: n721
except NameError: pass
try: n722
except NameError: pass
try: n723
except NameError: pass
try: n724
except NameError: pass
try: n725
except NameError: pass
try: n726
except NameError: pass
try: n727
except NameError: pass
try: n728
except NameError: pass
try: n729
except NameError: pass
try: n730
except NameError: pass
try: n731
except NameError: pass
try: n732
except NameError: pass
try: n733
except NameError: pass
try: n734
except NameError: pass
try: n735
except NameError: pass
try: n736
except NameError: pass
try: n737
except NameError: pass
try: n738
except NameError: pass
try: n739
except NameError: pass
try: n740
except NameError: pass
try: n741
except NameError: pass
try: n742
except NameError: pass
try: n743
except NameError: pass
try: n744
except NameError: pass
try: n745
except NameError: pass
try: n746
except NameError: pass
try: n747
except NameError: pass
try: n748
except NameError: pass
try: n749
except NameError: pass
try: n750
except NameError: pass
try: n751
except NameError: pass
try: n752
except NameError: pass
try: n753
except NameError: pass
try: n754
except NameError: pass
try: n755
except NameError: pass
try: n756
except NameError: pass
try: n757
except NameError: pass
try: n758
except NameError: pass
try: n759
except NameError: pass
try: n760
except NameError: pass
try: n761
except NameError: pass
try: n762
except NameError: pass
try: n763
except NameError: pass
try: n764
except NameError: pass
try: n765
except NameError: pass
try: n766
except NameError: pass
try: n767
except NameError: pass
try: n768
except NameError: pass
try: n769
except NameError: pass
try: n770
except NameError: pass
try: n771
except NameError: pass
try: n772
except NameError: pass
try: n773
except NameError: pass
try: n774
except NameError: pass
try: n775
except NameError: pass
try: n776
except NameError: pass
try: n777
except NameError: pass
try: n778
except NameError: pass
try: n779
except NameError: pass
try: n780
except NameError: pass
try: n781
except NameError: pass
try: n782
except NameError: pass
try: n783
except NameError: pass
try: n784
except NameError: pass
try: n785
except NameError: pass
try: n786
except NameError: pass
try: n787
except NameError: pass
try: n788
except NameError: pass
try: n789
except NameError: pass
try: n790
except NameError: pass
try: n791
except NameError: pass
try: n792
except NameError: pass
try: n793
except NameError: pass
try: n794
except NameError: pass
try: n795
except NameError: pass
try: n796
except NameError: pass
try: n797
except NameError: pass
try: n798
except NameError: pass
try: n799
except NameError: pass
try: n800
except NameError: pass
try: n801
except NameError: pass
try: n802
except NameError: pass
try: n803
except NameError: pass
try: n804
except NameError: pass
try: n805
except NameError: pass
try: n806
except NameError: pass
try: n807
except NameError: pass
try: n808
except NameError: pass
try: n809
except NameError: pass
try: n810
except NameError: pass
try: n811
except NameError: pass
try: n812
except NameError: pass
try: n813
except NameError: pass
try: n814
except NameError: pass
try: n815
except NameError: pass
try: n816
except NameError: pass
try: n817
except NameError: pass
try: n818
except NameError: pass
try: n819
except NameError: pass
try: n820
except NameError: pass
try: n821
except NameError: pass
try: n822
except NameError: pass
try: n823
except NameError: pass
try: n824
except NameError: pass
try: n825
except NameError: pass
try: n826
except NameError: pass
try: n827
except NameError: pass
try: n828
except NameError: pass
try: n829
except NameError: pass
try: n830
except NameError: pass
try: n831
except NameError: pass
try: n832
except NameError: pass
try: n833
except NameError: pass
try: n834
except NameError: pass
try: n835
except NameError: pass
try: n836
except NameError: pass
try: n837
except NameError: pass
try: n838
except NameError: pass
try: n839
except NameError: pass
try: n840
except NameError: pass
try: n841
except NameError: pass
try: n842
except NameError: pass
try: n843
except NameError: pass
try: n844
except NameError: pass
try: n845
except NameError: pass
try: n846
except NameError: pass
try: n847
except NameError: pass
try: n848
except NameError: pass
try: n849
except NameError: pass
try: n850
except NameError: pass
try: n851
except NameError: pass
try: n852
except NameError: pass
try: n853
except NameError: pass
try: n854
except NameError: pass
try: n855
except NameError: pass
try: n856
except NameError: pass
try: n857
except NameError: pass
try: n858
except NameError: pass
try: n859
except NameError: pass
try: n860
except NameError: pass
try: n861
except NameError: pass
try: n862
except NameError: pass
try: n863
except NameError: pass
try: n864
except NameError: pass
try: n865
except NameError: pass
try: n866
except NameError: pass
try: n867
except NameError: pass
try: n868
except NameError: pass
try: n869
except NameError: pass
try: n870
except NameError: pass
try: n871
except NameError: pass
try: n872
except NameError: pass
try: n873
except NameError: pass
try: n874
except NameError: pass
try: n875
except NameError: pass
try: n876
except NameError: pass
try: n877
except NameError: pass
try: n878
except NameError: pass
try: n879
except NameError: pass
try: n880
except NameError: pass
try: n881
except NameError: pass
try: n882
except NameError: pass
try: n883
except NameError: pass
try: n884
except NameError: pass
try: n885
except NameError: pass
try: n886
except NameError: pass
try: n887
except NameError: pass
try: n888
except NameError: pass
try: n889
except NameError: pass
try: n890
except NameError: pass
try: n891
except NameError: pass
try: n892
except NameError: pass
try: n893
except NameError: pass
try: n894
except NameError: pass
try: n895
except NameError: pass
try: n896
except NameError: pass
try: n897
except NameError: pass
try: n898
except NameError: pass
try: n899
except NameError: pass
try: n900
except NameError: pass
try: n901
except NameError: pass
try: n902
except NameError: pass
try: n903
except NameError: pass
try: n904
except NameError: pass
try: n905
except NameError: pass
try: n906
except NameError: pass
try: n907
except NameError: pass
try: n908
except NameError: pass
try: n909
except NameError: pass
try: n910
except NameError: pass
try: n911
except NameError: pass
try: n912
except NameError: pass
try: n913
except NameError: pass
try: n914
except NameError: pass
try: n915
except NameError: pass
try: n916
except NameError: pass
try: n917
except NameError: pass
try: n918
except NameError: pass
try: n919
except NameError: pass
try: n920
except NameError: pass
try: n921
except NameError: pass
try: n922
except NameError: pass
try: n923
except NameError: pass
try: n924
except NameError: pass
try: n925
except NameError: pass
try: n926
except NameError: pass
try: n927
except NameError: pass
try: n928
except NameError: pass
try: n929
except NameError: pass
try: n930
except NameError: pass
try: n931
except NameError: pass
try: n932
except NameError: pass
try: n933
except NameError: pass
try: n934
except NameError: pass
try: n935
except NameError: pass
try: n936
except NameError: pass
try: n937
except NameError: pass
try: n938
except NameError: pass
try: n939
except NameError: pass
try: n940
except NameError: pass
try: n941
except NameError: pass
try: n942
except NameError: pass
try: n943
except NameError: pass
try: n944
except NameError: pass
try: n945
except NameError: pass
try: n946
except NameError: pass
try: n947
except NameError: pass
try: n948
except NameError: pass
try: n949
except NameError: pass
try: n950
except NameError: pass
try: n951
except NameError: pass
try: n952
except NameError: pass
try: n953
except NameError: pass
try: n954
except NameError: pass
try: n955
except NameError: pass
try: n956
except NameError: pass
try: n957
except NameError: pass
try: n958
except NameError: pass
try: n959
except NameError: pass
try: n960
except NameError: pass
try: n961
except NameError: pass
try: n962
except NameError: pass
try: n963
except NameError: pass
try: n964
except NameError: pass
try: n965
except NameError: pass
try: n966
except NameError: pass
try: n967
except NameError: pass
try: n968
except NameError: pass
try: n969
except NameError: pass
try: n970
except NameError: pass
try: n971
except NameError: pass
try: n972
except NameError: pass
try: n973
except NameError: pass
try: n974
except NameError: pass
try: n975
except NameError: pass
try: n976
except NameError: pass
try: n977
except NameError: pass
try: n978
except NameError: pass
try: n979
except NameError: pass
try: n980
except NameError: pass
try: n981
except NameError: pass
try: n982
except NameError: pass
try: n983
except NameError: pass
try: n984
except NameError: pass
try: n985
except NameError: pass
try: n986
except NameError: pass
try: n987
except NameError: pass
try: n988
except NameError: pass
try: n989
except NameError: pass
try: n990
except NameError: pass
try: n991
except NameError: pass
try: n992
except NameError: pass
try: n993
except NameError: pass
try: n994
except NameError: pass
try: n995
except NameError: pass
try: n996
except NameError: pass
try: n997
except NameError: pass
try: n998
except NameError: pass
try: n999
except NameError: pass
try: n1000
except NameError: pass
try: n1001
except NameError: pass
try: n1002
except NameError: pass
try: n1003
except NameError: pass
try: n1004
except NameError: pass
try: n1005
except NameError: pass
try: n1006
except NameError: pass
try: n1007
except NameError: pass
try: n1008
except NameError: pass
try: n1009
except NameError: pass
try: n1010
except NameError: pass
try: n1011
except NameError: pass
try: n1012
except NameError: pass
try: n1013
except NameError: pass
try: n1014
except NameError: pass
try: n1015
except NameError: pass
try: n1016
except NameError: pass
try: n1017
except NameError: pass
try: n1018
except NameError: pass
try: n1019
except NameError: pass
try: n1020
except NameError: pass
try: n1021
except NameError: pass
try: n1022
except NameError: pass
try: n1023
except NameError: pass
try: n1024
except NameError: pass
try: n1025
except NameError: pass
try: n1026
except NameError: pass
try: n1027
except NameError: pass
try: n1028
except NameError: pass
try: n1029
except NameError: pass
try: n1030
except NameError: pass
try: n1031
except NameError: pass
try: n1032
except NameError: pass
try: n1033
except NameError: pass
try: n1034
except NameError: pass
try: n1035
except NameError: pass
try: n1036
except NameError: pass
try: n1037
except NameError: pass
try: n1038
except NameError: pass
try: n1039
except NameError: pass
try: n1040
except NameError: pass
try: n1041
except NameError: pass
try: n1042
except NameError: pass
try: n1043
except NameError: pass
try: n1044
except NameError: pass
try: n1045
except NameError: pass
try: n1046
except NameError: pass
try: n1047
except NameError: pass
try: n1048
except NameError: pass
try: n1049
except NameError: pass
try: n1050
except NameError: pass
try: n1051
except NameError: pass
try: n1052
except NameError: pass
try: n1053
except NameError: pass
try: n1054
except NameError: pass
try: n1055
except NameError: pass
try: n1056
except NameError: pass
try: n1057
except NameError: pass
try: n1058
except NameError: pass
try: n1059
except NameError: pass
try: n1060
except NameError: pass
try: n1061
except NameError: pass
try: n1062
except NameError: pass
try: n1063
except NameError: pass
try: n1064
except NameError: pass
try: n1065
except NameError: pass
try: n1066
except NameError: pass
try: n1067
except NameError: pass
try: n1068
except NameError: pass
try: n1069
except NameError: pass
try: n1070
except NameError: pass
try: n1071
except NameError: pass
try: n1072
except NameError: pass
try: n1073
except NameError: pass
try: n1074
except NameError: pass
try: n1075
except NameError: pass
try: n1076
except NameError: pass
try: n1077
except NameError: pass
try: n1078
except NameError: pass
try: n1079
except NameError: pass
try: n1080
except NameError: pass
try: n1081
except NameError: pass
try: n1082
except NameError: pass
try: n1083
except NameError: pass
try: n1084
except NameError: pass
try: n1085
except NameError: pass
try: n1086
except NameError: pass
try: n1087
except NameError: pass
try: n1088
except NameError: pass
try: n1089
except NameError: pass
try: n1090
except NameError: pass
try: n1091
except NameError: pass
try: n1092
except NameError: pass
try: n1093
except NameError: pass
try: n1094
except NameError: pass
try: n1095
except NameError: pass
try: n1096
except NameError: pass
try: n1097
except NameError: pass
try: n1098
except NameError: pass
try: n1099
except NameError: pass
try: n1100
except NameError: pass
try: n1101
except NameError: pass
try: n1102
except NameError: pass
try: n1103
except NameError: pass
try: n1104
except NameError: pass
try: n1105
except NameError: pass
try: n1106
except NameError: pass
try: n1107
except NameError: pass
try: n1108
except NameError: pass
try: n1109
except NameError: pass
try: n1110
except NameError: pass
try: n1111
except NameError: pass
try: n1112
except NameError: pass
try: n1113
except NameError: pass
try: n1114
except NameError: pass
try: n1115
except NameError: pass
try: n1116
except NameError: pass
try: n1117
except NameError: pass
try: n1118
except NameError: pass
try: n1119
except NameError: pass
try: n1120
except NameError: pass
try: n1121
except NameError: pass
try: n1122
except NameError: pass
try: n1123
except NameError: pass
try: n1124
except NameError: pass
try: n1125
except NameError: pass
try: n1126
except NameError: pass
try: n1127
except NameError: pass
try: n1128
except NameError: pass
try: n1129
except NameError: pass
try: n1130
except NameError: pass
try: n1131
except NameError: pass
try: n1132
except NameError: pass
try: n1133
except NameError: pass
try: n1134
except NameError: pass
try: n1135
except NameError: pass
try: n1136
except NameError: pass
try: n1137
except NameError: pass
try: n1138
except NameError: pass
try: n1139
except NameError: pass
try: n1140
except NameError: pass
try: n1141
except NameError: pass
try: n1142
except NameError: pass
try: n1143
except NameError: pass
try: n1144
except NameError: pass
try: n1145
except NameError: pass
try: n1146
except NameError: pass
try: n1147
except NameError: pass
try: n1148
except NameError: pass
try: n1149
except NameError: pass
try: n1150
except NameError: pass
try: n1151
except NameError: pass
try: n1152
except NameError: pass
try: n1153
except NameError: pass
try: n1154
except NameError: pass
try: n1155
except NameError: pass
try: n1156
except NameError: pass
try: n1157
except NameError: pass
try: n1158
except NameError: pass
try: n1159
except NameError: pass
try: n1160
except NameError: pass
try: n1161
except NameError: pass
try: n1162
except NameError: pass
try: n1163
except NameError: pass
try: n1164
except NameError: pass
try: n1165
except NameError: pass
try: n1166
except NameError: pass
try: n1167
except NameError: pass
try: n1168
except NameError: pass
try: n1169
except NameError: pass
try: n1170
except NameError: pass
try: n1171
except NameError: pass
try: n1172
except NameError: pass
try: n1173
except NameError: pass
try: n1174
except NameError: pass
try: n1175
except NameError: pass
try: n1176
except NameError: pass
try: n1177
except NameError: pass
try: n1178
except NameError: pass
try: n1179
except NameError: pass
try: n1180
except NameError: pass
try: n1181
except NameError: pass
try: n1182
except NameError: pass
try: n1183
except NameError: pass
try: n1184
except NameError: pass
try: n1185
except NameError: pass
try: n1186
except NameError: pass
try: n1187
except NameError: pass
try: n1188
except NameError: pass
try: n1189
except NameError: pass
try: n1190
except NameError: pass
try: n1191
except NameError: pass
try: n1192
except NameError: pass
try: n1193
except NameError: pass
try: n1194
except NameError: pass
try: n1195
except NameError: pass
try: n1196
except NameError: pass
try: n1197
except NameError: pass
try: n1198
except NameError: pass
try: n1199
except NameError: pass
try: n1200
except NameError: pass
try: n1201
except NameError: pass
try: n1202
except NameError: pass
try: n1203
except NameError: pass
try: n1204
except NameError: pass
try: n1205
except NameError: pass
try: n1206
except NameError: pass
try: n1207
except NameError: pass
try: n1208
except NameError: pass
try: n1209
except NameError: pass
try: n1210
except NameError: pass
try: n1211
except NameError: pass
try: n1212
except NameError: pass
try: n1213
except NameError: pass
try: n1214
except NameError: pass
try: n1215
except NameError: pass
try: n1216
except NameError: pass
try: n1217
except NameError: pass
try: n1218
except NameError: pass
try: n1219
except NameError: pass
try: n1220
except NameError: pass
try: n1221
except NameError: pass
try: n1222
except NameError: pass
try: n1223
except NameError: pass
try: n1224
except NameError: pass
try: n1225
except NameError: pass
try: n1226
except NameError: pass
try: n1227
except NameError: pass
try: n1228
except NameError: pass
try: n1229
except NameError: pass
try: n1230
except NameError: pass
try: n1231
except NameError: pass
try: n1232
except NameError: pass
try: n1233
except NameError: pass
try: n1234
except NameError: pass
try: n1235
except NameError: pass
try: n1236
except NameError: pass
try: n1237
except NameError: pass
try: n1238
except NameError: pass
try: n1239
except NameError: pass
try: n1240
except NameError: pass
try: n1241
except NameError: pass
try: n1242
except NameError: pass
try: n1243
except NameError: pass
try: n1244
except NameError: pass
try: n1245
except NameError: pass
try: n1246
except NameError: pass
try: n1247
except NameError: pass
try: n1248
except NameError: pass
try: n1249
except NameError: pass
try: n1250
except NameError: pass
try: n1251
except NameError: pass
try: n1252
except NameError: pass
try: n1253
except NameError: pass
try: n1254
except NameError: pass
try: n1255
except NameError: pass
try: n1256
except NameError: pass
try: n1257
except NameError: pass
try: n1258
except NameError: pass
try: n1259
except NameError: pass
try: n1260
except NameError: pass
try: n1261
except NameError: pass
try: n1262
except NameError: pass
try: n1263
except NameError: pass
try: n1264
except NameError: pass
try: n1265
except NameError: pass
try: n1266
except NameError: pass
try: n1267
except NameError: pass
try: n1268
except NameError: pass
try: n1269
except NameError: pass
try: n1270
except NameError: pass
try: n1271
except NameError: pass
try: n1272
except NameError: pass
try: n1273
except NameError: pass
try: n1274
except NameError: pass
try: n1275
except NameError: pass
try: n1276
except NameError: pass
try: n1277
except NameError: pass
try: n1278
except NameError: pass
try: n1279
except NameError: pass
try: n1280
except NameError: pass
try: n1281
except NameError: pass
try: n1282
except NameError: pass
try: n1283
except NameError: pass
try: n1284
except NameError: pass
try: n1285
except NameError: pass
try: n1286
except NameError: pass
try: n1287
except NameError: pass
try: n1288
except NameError: pass
try: n1289
except NameError: pass
try: n1290
except NameError: pass
try: n1291
except NameError: pass
try: n1292
except NameError: pass
try: n1293
except NameError: pass
try: n1294
except NameError: pass
try: n1295
except NameError: pass
try: n1296
except NameError: pass
try: n1297
except NameError: pass
try: n1298
except NameError: pass
try: n1299
except NameError: pass
try: n1300
except NameError: pass
try: n1301
except NameError: pass
try: n1302
except NameError: pass
try: n1303
except NameError: pass
try: n1304
except NameError: pass
try: n1305
except NameError: pass
try: n1306
except NameError: pass
try: n1307
except NameError: pass
try: n1308
except NameError: pass
try: n1309
except NameError: pass
try: n1310
except NameError: pass
try: n1311
except NameError: pass
try: n1312
except NameError: pass
try: n1313
except NameError: pass
try: n1314
except NameError: pass
try: n1315
except NameError: pass
try: n1316
except NameError: pass
try: n1317
except NameError: pass
try: n1318
except NameError: pass
try: n1319
except NameError: pass
try: n1320
except NameError: pass
try: n1321
except NameError: pass
try: n1322
except NameError: pass
try: n1323
except NameError: pass
try: n1324
except NameError: pass
try: n1325
except NameError: pass
try: n1326
except NameError: pass
try: n1327
except NameError: pass
try: n1328
except NameError: pass
try: n1329
except NameError: pass
try: n1330
except NameError: pass
try: n1331
except NameError: pass
try: n1332
except NameError: pass
try: n1333
except NameError: pass
try: n1334
except NameError: pass
try: n1335
except NameError: pass
try: n1336
except NameError: pass
try: n1337
except NameError: pass
try: n1338
except NameError: pass
try: n1339
except NameError: pass
try: n1340
except NameError: pass
try: n1341
except NameError: pass
try: n1342
except NameError: pass
try: n1343
except NameError: pass
try: n1344
except NameError: pass
try: n1345
except NameError: pass
try: n1346
except NameError: pass
try: n1347
except NameError: pass
try: n1348
except NameError: pass
try: n1349
except NameError: pass
try: n1350
except NameError: pass
try: n1351
except NameError: pass
try: n1352
except NameError: pass
try: n1353
except NameError: pass
try: n1354
except NameError: pass
try: n1355
except NameError: pass
try: n1356
except NameError: pass
try: n1357
except NameError: pass
try: n1358
except NameError: pass
try: n1359
except NameError: pass
try: n1360
except NameError: pass
try: n1361
except NameError: pass
try: n1362
except NameError: pass
try: n1363
except NameError: pass
try: n1364
except NameError: pass
try: n1365
except NameError: pass
try: n1366
except NameError: pass
try: n1367
except NameError: pass
try: n1368
except NameError: pass
try: n1369
except NameError: pass
try: n1370
except NameError: pass
try: n1371
except NameError: pass
try: n1372
except NameError: pass
try: n1373
except NameError: pass
try: n1374
except NameError: pass
try: n1375
except NameError: pass
try: n1376
except NameError: pass
try: n1377
except NameError: pass
try: n1378
except NameError: pass
try: n1379
except NameError: pass
try: n1380
except NameError: pass
try: n1381
except NameError: pass
try: n1382
except NameError: pass
try: n1383
except NameError: pass
try: n1384
except NameError: pass
try: n1385
except NameError: pass
try: n1386
except NameError: pass
try: n1387
except NameError: pass
try: n1388
except NameError: pass
try: n1389
except NameError: pass
try: n1390
except NameError: pass
try: n1391
except NameError: pass
try: n1392
except NameError: pass
try: n1393
except NameError: pass
try: n1394
except NameError: pass
try: n1395
except NameError: pass
try: n1396
except NameError: pass
try: n1397
except NameError: pass
try: n1398
except NameError: pass
try: n1399
except NameError: pass
try: n1400
except NameError: pass
try: n1401
except NameError: pass
try: n1402
except NameError: pass
try: n1403
except NameError: pass
try: n1404
except NameError: pass
try: n1405
except NameError: pass
try: n1406
except NameError: pass
try: n1407
except NameError: pass
try: n1408
except NameError: pass
try: n1409
except NameError: pass
try: n1410
except NameError: pass
try: n1411
except NameError: pass
try: n1412
except NameError: pass
try: n1413
except NameError: pass
try: n1414
except NameError: pass
try: n1415
except NameError: pass
try: n1416
except NameError: pass
try: n1417
except NameError: pass
try: n1418
except NameError: pass
try: n1419
except NameError: pass
try: n1420
except NameError: pass
try: n1421
except NameError: pass
try: n1422
except NameError: pass
try: n1423
except NameError: pass
try: n1424
except NameError: pass
try: n1425
except NameError: pass
try: n1426
except NameError: pass
try: n1427
except NameError: pass
try: n1428
except NameError: pass
try: n1429
except NameError: pass
try: n1430
except NameError: pass
try: n1431
except NameError: pass
try: n1432
except NameError: pass
try: n1433
except NameError: pass
try: n1434
except NameError: pass
try: n1435
except NameError: pass
try: n1436
except NameError: pass
try: n1437
except NameError: pass
try: n1438
except NameError: pass
try: n1439
except NameError: pass
try: n1440
except NameError: pass
try: n1441
except NameError: pass
try: n1442
except NameError: pass
try: n1443
except NameError: pass
try: n1444
except NameError: pass
try: n1445
except NameError: pass
try: n1446
except NameError: pass
try: n1447
except NameError: pass
try: n1448
except NameError: pass
try: n1449
except NameError: pass
try: n1450
except NameError: pass
try: n1451
except NameError: pass
try: n1452
except NameError: pass
try: n1453
except NameError: pass
try: n1454
except NameError: pass
try: n1455
except NameError: pass
try: n1456
except NameError: pass
try: n1457
except NameError: pass
try: n1458
except NameError: pass
try: n1459
except NameError: pass
try: n1460
except NameError: pass
try: n1461
except NameError: pass
try: n1462
except NameError: pass
try: n1463
except NameError: pass
try: n1464
except NameError: pass
try: n1465
except NameError: pass
try: n1466
except NameError: pass
try: n1467
except NameError: pass
try: n1468
except NameError: pass
try: n1469
except NameError: pass
try: n1470
except NameError: pass
try: n1471
except NameError: pass
try: n1472
except NameError: pass
try: n1473
except NameError: pass
try: n1474
except NameError: pass
try: n1475
except NameError: pass
try: n1476
except NameError: pass
try: n1477
except NameError: pass
try: n1478
except NameError: pass
try: n1479
except NameError: pass
try: n1480
except NameError: pass
try: n1481
except NameError: pass
try: n1482
except NameError: pass
try: n1483
except NameError: pass
try: n1484
except NameError: pass
try: n1485
except NameError: pass
try: n1486
except NameError: pass
try: n1487
except NameError: pass
try: n1488
except NameError: pass
try: n1489
except NameError: pass
try: n1490
except NameError: pass
try: n1491
except NameError: pass
try: n1492
except NameError: pass
try: n1493
except NameError: pass
try: n1494
except NameError: pass
try: n1495
except NameError: pass
try: n1496
except NameError: pass
try: n1497
except NameError: pass
try: n1498
except NameError: pass
try: n1499
except NameError: pass
try: n1500
except NameError: pass
try: n1501
except NameError: pass
try: n1502
except NameError: pass
try: n1503
except NameError: pass
try: n1504
except NameError: pass
try: n1505
except NameError: pass
try: n1506
except NameError: pass
try: n1507
except NameError: pass
try: n1508
except NameError: pass
try: n1509
except NameError: pass
try: n1510
except NameError: pass
try: n1511
except NameError: pass
try: n1512
except NameError: pass
try: n1513
except NameError: pass
try: n1514
except NameError: pass
try: n1515
except NameError: pass
try: n1516
except NameError: pass
try: n1517
except NameError: pass
try: n1518
except NameError: pass
try: n1519
except NameError: pass
try: n1520
except NameError: pass
try: n1521
except NameError: pass
try: n1522
except NameError: pass
try: n1523
except NameError: pass
try: n1524
except NameError: pass
try: n1525
except NameError: pass
try: n1526
except NameError: pass
try: n1527
except NameError: pass
try: n1528
except NameError: pass
try: n1529
except NameError: pass
try: n1530
except NameError: pass
try: n1531
except NameError: pass
try: n1532
except NameError: pass
try: n1533
except NameError: pass
try: n1534
except NameError: pass
try: n1535
except NameError: pass
try: n1536
except NameError: pass
try: n1537
except NameError: pass
try: n1538
except NameError: pass
try: n1539
except NameError: pass
try: n1540
except NameError: pass
try: n1541
except NameError: pass
try: n1542
except NameError: pass
try: n1543
except NameError: pass
try: n1544
except NameError: pass
try: n1545
except NameError: pass
try: n1546
except NameError: pass
try: n1547
except NameError: pass
try: n1548
except NameError: pass
try: n1549
except NameError: pass
try: n1550
except NameError: pass
try: n1551
except NameError: pass
try: n1552
except NameError: pass
try: n1553
except NameError: pass
try: n1554
except NameError: pass
try: n1555
except NameError: pass
try: n1556
except NameError: pass
try: n1557
except NameError: pass
try: n1558
except NameError: pass
try: n1559
except NameError: pass
try: n1560
except NameError: pass
try: n1561
except NameError: pass
try: n1562
except NameError: pass
try: n1563
except NameError: pass
try: n1564
except NameError: pass
try: n1565
except NameError: pass
try: n1566
except NameError: pass
try: n1567
except NameError: pass
try: n1568
except NameError: pass
try: n1569
except NameError: pass
try: n1570
except NameError: pass
try: n1571
except NameError: pass
try: n1572
except NameError: pass
try: n1573
except NameError: pass
try: n1574
except NameError: pass
try: n1575
except NameError: pass
try: n1576
except NameError: pass
try: n1577
except NameError: pass
try: n1578
except NameError: pass
try: n1579
except NameError: pass
try: n1580
except NameError: pass
try: n1581
except NameError: pass
try: n1582
except NameError: pass
try: n1583
except NameError: pass
try: n1584
except NameError: pass
try: n1585
except NameError: pass
try: n1586
except NameError: pass
try: n1587
except NameError: pass
try: n1588
except NameError: pass
try: n1589
except NameError: pass
try: n1590
except NameError: pass
try: n1591
except NameError: pass
try: n1592
except NameError: pass
try: n1593
except NameError: pass
try: n1594
except NameError: pass
try: n1595
except NameError: pass
try: n1596
except NameError: pass
try: n1597
except NameError: pass
try: n1598
except NameError: pass
try: n1599
except NameError: pass
try: n1600
except NameError: pass
try: n1601
except NameError: pass
try: n1602
except NameError: pass
try: n1603
except NameError: pass
try: n1604
except NameError: pass
try: n1605
except NameError: pass
try: n1606
except NameError: pass
try: n1607
except NameError: pass
try: n1608
except NameError: pass
try: n1609
except NameError: pass
try: n1610
except NameError: pass
try: n1611
except NameError: pass
try: n1612
except NameError: pass
try: n1613
except NameError: pass
try: n1614
except NameError: pass
try: n1615
except NameError: pass
try: n1616
except NameError: pass
try: n1617
except NameError: pass
try: n1618
except NameError: pass
try: n1619
except NameError: pass
try: n1620
except NameError: pass
try: n1621
except NameError: pass
try: n1622
except NameError: pass
try: n1623
except NameError: pass
try: n1624
except NameError: pass
try: n1625
except NameError: pass
try: n1626
except NameError: pass
try: n1627
except NameError: pass
try: n1628
except NameError: pass
try: n1629
except NameError: pass
try: n1630
except NameError: pass
try: n1631
except NameError: pass
try: n1632
except NameError: pass
try: n1633
except NameError: pass
try: n1634
except NameError: pass
try: n1635
except NameError: pass
try: n1636
except NameError: pass
try: n1637
except NameError: pass
try: n1638
except NameError: pass
try: n1639
except NameError: pass
try: n1640
except NameError: pass
try: n1641
except NameError: pass
try: n1642
except NameError: pass
try: n1643
except NameError: pass
try: n1644
except NameError: pass
try: n1645
except NameError: pass
try: n1646
except NameError: pass
try: n1647
except NameError: pass
try: n1648
except NameError: pass
try: n1649
except NameError: pass
try: n1650
except NameError: pass
try: n1651
except NameError: pass
try: n1652
except NameError: pass
try: n1653
except NameError: pass
try: n1654
except NameError: pass
try: n1655
except NameError: pass
try: n1656
except NameError: pass
try: n1657
except NameError: pass
try: n1658
except NameError: pass
try: n1659
except NameError: pass
try: n1660
except NameError: pass
try: n1661
except NameError: pass
try: n1662
except NameError: pass
try: n1663
except NameError: pass
try: n1664
except NameError: pass
try: n1665
except NameError: pass
try: n1666
except NameError: pass
try: n1667
except NameError: pass
try: n1668
except NameError: pass
try: n1669
except NameError: pass
try: n1670
except NameError: pass
try: n1671
except NameError: pass
try: n1672
except NameError: pass
try: n1673
except NameError: pass
try: n1674
except NameError: pass
try: n1675
except NameError: pass
try: n1676
except NameError: pass
try: n1677
except NameError: pass
try: n1678
except NameError: pass
try: n1679
except NameError: pass
try: n1680
except NameError: pass
try: n1681
except NameError: pass
try: n1682
except NameError: pass
try: n1683
except NameError: pass
try: n1684
except NameError: pass
try: n1685
except NameError: pass
try: n1686
except NameError: pass
try: n1687
except NameError: pass
try: n1688
except NameError: pass
try: n1689
except NameError: pass
try: n1690
except NameError: pass
try: n1691
except NameError: pass
try: n1692
except NameError: pass
try: n1693
except NameError: pass
try: n1694
except NameError: pass
try: n1695
except NameError: pass
try: n1696
except NameError: pass
try: n1697
except NameError: pass
try: n1698
except NameError: pass
try: n1699
except NameError: pass
try: n1700
except NameError: pass
try: n1701
except NameError: pass
try: n1702
except NameError: pass
try: n1703
except NameError: pass
try: n1704
except NameError: pass
try: n1705
except NameError: pass
try: n1706
except NameError: pass
try: n1707
except NameError: pass
try: n1708
except NameError: pass
try: n1709
except NameError: pass
try: n1710
except NameError: pass
try: n1711
except NameError: pass
try: n1712
except NameError: pass
try: n1713
except NameError: pass
try: n1714
except NameError: pass
try: n1715
except NameError: pass
try: n1716
except NameError: pass
try: n1717
except NameError: pass
try: n1718
except NameError: pass
try: n1719
except NameError: pass
try: n1720
except NameError: pass
try: n1721
except NameError: pass
try: n1722
except NameError: pass
try: n1723
except NameError: pass
try: n1724
except NameError: pass
try: n1725
except NameError: pass
try: n1726
except NameError: pass
try: n1727
except NameError: pass
try: n1728
except NameError: pass
try: n1729
except NameError: pass
try: n1730
except NameError: pass
try: n1731
except NameError: pass
try: n1732
except NameError: pass
try: n1733
except NameError: pass
try: n1734
except NameError: pass
try: n1735
except NameError: pass
try: n1736
except NameError: pass
try: n1737
except NameError: pass
try: n1738
except NameError: pass
try: n1739
except NameError: pass
try: n1740
except NameError: pass
try: n1741
except NameError: pass
try: n1742
except NameError: pass
try: n1743
except NameError: pass
try: n1744
except NameError: pass
try: n1745
except NameError: pass
try: n1746
except NameError: pass
try: n1747
except NameError: pass
try: n1748
except NameError: pass
try: n1749
except NameError: pass
try: n1750
except NameError: pass
try: n1751
except NameError: pass
try: n1752
except NameError: pass
try: n1753
except NameError: pass
try: n1754
except NameError: pass
try: n1755
except NameError: pass
try: n1756
except NameError: pass
try: n1757
except NameError: pass
try: n1758
except NameError: pass
try: n1759
except NameError: pass
try: n1760
except NameError: pass
try: n1761
except NameError: pass
try: n1762
except NameError: pass
try: n1763
except NameError: pass
try: n1764
except NameError: pass
try: n1765
except NameError: pass
try: n1766
except NameError: pass
try: n1767
except NameError: pass
try: n1768
except NameError: pass
try: n1769
except NameError: pass
try: n1770
except NameError: pass
try: n1771
except NameError: pass
try: n1772
except NameError: pass
try: n1773
except NameError: pass
try: n1774
except NameError: pass
try: n1775
except NameError: pass
try: n1776
except NameError: pass
try: n1777
except NameError: pass
try: n1778
except NameError: pass
try: n1779
except NameError: pass
try: n1780
except NameError: pass
try: n1781
except NameError: pass
try: n1782
except NameError: pass
try: n1783
except NameError: pass
try: n1784
except NameError: pass
try: n1785
except NameError: pass
try: n1786
except NameError: pass
try: n1787
except NameError: pass
try: n1788
except NameError: pass
try: n1789
except NameError: pass
try: n1790
except NameError: pass
try: n1791
except NameError: pass
try: n1792
except NameError: pass
try: n1793
except NameError: pass
try: n1794
except NameError: pass
try: n1795
except NameError: pass
try: n1796
except NameError: pass
try: n1797
except NameError: pass
try: n1798
except NameError: pass
try: n1799
except NameError: pass
try: n1800
except NameError: pass
try: n1801
except NameError: pass
try: n1802
except NameError: pass
try: n1803
except NameError: pass
try: n1804
except NameError: pass
try: n1805
except NameError: pass
try: n1806
except NameError: pass
try: n1807
except NameError: pass
try: n1808
except NameError: pass
try: n1809
except NameError: pass
try: n1810
except NameError: pass
try: n1811
except NameError: pass
try: n1812
except NameError: pass
try: n1813
except NameError: pass
try: n1814
except NameError: pass
try: n1815
except NameError: pass
try: n1816
except NameError: pass
try: n1817
except NameError: pass
try: n1818
except NameError: pass
try: n1819
except NameError: pass
try: n1820
except NameError: pass
try: n1821
except NameError: pass
try: n1822
except NameError: pass
try: n1823
except NameError: pass
try: n1824
except NameError: pass
try: n1825
except NameError: pass
try: n1826
except NameError: pass
try: n1827
except NameError: pass
try: n1828
except NameError: pass
try: n1829
except NameError: pass
try: n1830
except NameError: pass
try: n1831
except NameError: pass
try: n1832
except NameError: pass
try: n1833
except NameError: pass
try: n1834
except NameError: pass
try: n1835
except NameError: pass
try: n1836
except NameError: pass
try: n1837
except NameError: pass
try: n1838
except NameError: pass
try: n1839
except NameError: pass
try: n1840
except NameError: pass
try: n1841
except NameError: pass
try: n1842
except NameError: pass
try: n1843
except NameError: pass
try: n1844
except NameError: pass
try: n1845
except NameError: pass
try: n1846
except NameError: pass
try: n1847
except NameError: pass
try: n1848
except NameError: pass
try: n1849
except NameError: pass
try: n1850
except NameError: pass
try: n1851
except NameError: pass
try: n1852
except NameError: pass
try: n1853
except NameError: pass
try: n1854
except NameError: pass
try: n1855
except NameError: pass
try: n1856
except NameError: pass
try: n1857
except NameError: pass
try: n1858
except NameError: pass
try: n1859
except NameError: pass
try: n1860
except NameError: pass
try: n1861
except NameError: pass
try: n1862
except NameError: pass
try: n1863
except NameError: pass
try: n1864
except NameError: pass
try: n1865
except NameError: pass
try: n1866
except NameError: pass
try: n1867
except NameError: pass
try: n1868
except NameError: pass
try: n1869
except NameError: pass
try: n1870
except NameError: pass
try: n1871
except NameError: pass
try: n1872
except NameError: pass
try: n1873
except NameError: pass
try: n1874
except NameError: pass
try: n1875
except NameError: pass
try: n1876
except NameError: pass
try: n1877
except NameError: pass
try: n1878
except NameError: pass
try: n1879
except NameError: pass
try: n1880
except NameError: pass
try: n1881
except NameError: pass
try: n1882
except NameError: pass
try: n1883
except NameError: pass
try: n1884
except NameError: pass
try: n1885
except NameError: pass
try: n1886
except NameError: pass
try: n1887
except NameError: pass
try: n1888
except NameError: pass
try: n1889
except NameError: pass
try: n1890
except NameError: pass
try: n1891
except NameError: pass
try: n1892
except NameError: pass
try: n1893
except NameError: pass
try: n1894
except NameError: pass
try: n1895
except NameError: pass
try: n1896
except NameError: pass
try: n1897
except NameError: pass
try: n1898
except NameError: pass
try: n1899
except NameError: pass
try: n1900
except NameError: pass
try: n1901
except NameError: pass
try: n1902
except NameError: pass
try: n1903
except NameError: pass
try: n1904
except NameError: pass
try: n1905
except NameError: pass
try: n1906
except NameError: pass
try: n1907
except NameError: pass
try: n1908
except NameError: pass
try: n1909
except NameError: pass
try: n1910
except NameError: pass
try: n1911
except NameError: pass
try: n1912
except NameError: pass
try: n1913
except NameError: pass
try: n1914
except NameError: pass
try: n1915
except NameError: pass
try: n1916
except NameError: pass
try: n1917
except NameError: pass
try: n1918
except NameError: pass
try: n1919
except NameError: pass
try: n1920
except NameError: pass
try: n1921
except NameError: pass
try: n1922
except NameError: pass
try: n1923
except NameError: pass
try: n1924
except NameError: pass
try: n1925
except NameError: pass
try: n1926
except NameError: pass
try: n1927
except NameError: pass
try: n1928
except NameError: pass
try: n1929
except NameError: pass
try: n1930
except NameError: pass
try: n1931
except NameError: pass
try: n1932
except NameError: pass
try: n1933
except NameError: pass
try: n1934
except NameError: pass
try: n1935
except NameError: pass
try: n1936
except NameError: pass
try: n1937
except NameError: pass
try: n1938
except NameError: pass
try: n1939
except NameError: pass
try: n1940
except NameError: pass
try: n1941
except NameError: pass
try: n1942
except NameError: pass
try: n1943
except NameError: pass
try: n1944
except NameError: pass
try: n1945
except NameError: pass
try: n1946
except NameError: pass
try: n1947
except NameError: pass
try: n1948
except NameError: pass
try: n1949
except NameError: pass
try: n1950
except NameError: pass
try: n1951
except NameError: pass
try: n1952
except NameError: pass
try: n1953
except NameError: pass
try: n1954
except NameError: pass
try: n1955
except NameError: pass
try: n1956
except NameError: pass
try: n1957
except NameError: pass
try: n1958
except NameError: pass
try: n1959
except NameError: pass
try: n1960
except NameError: pass
try: n1961
except NameError: pass
try: n1962
except NameError: pass
try: n1963
except NameError: pass
try: n1964
except NameError: pass
try: n1965
except NameError: pass
try: n1966
except NameError: pass
try: n1967
except NameError: pass
try: n1968
except NameError: pass
try: n1969
except NameError: pass
try: n1970
except NameError: pass
try: n1971
except NameError: pass
try: n1972
except NameError: pass
try: n1973
except NameError: pass
try: n1974
except NameError: pass
try: n1975
except NameError: pass
try: n1976
except NameError: pass
try: n1977
except NameError: pass
try: n1978
except NameError: pass
try: n1979
except NameError: pass
try: n1980
except NameError: pass
try: n1981
except NameError: pass
try: n1982
except NameError: pass
try: n1983
except NameError: pass
try: n1984
except NameError: pass
try: n1985
except NameError: pass
try: n1986
except NameError: pass
try: n1987
except NameError: pass
try: n1988
except NameError: pass
try: n1989
except NameError: pass
try: n1990
except NameError: pass
try: n1991
except NameError: pass
try: n1992
except NameError: pass
try: n1993
except NameError: pass
try: n1994
except NameError: pass
try: n1995
except NameError: pass
try: n1996
except NameError: pass
try: n1997
except NameError: pass
try: n1998
except NameError: pass
try: n1999
except NameError: pass
